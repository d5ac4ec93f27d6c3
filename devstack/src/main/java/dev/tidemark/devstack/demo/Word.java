package dev.tidemark.devstack.demo;

import dev.tidemark.devstack.component.Launch;
import dev.tidemark.devstack.host.LogFile;
import dev.tidemark.devstack.host.ProcessId;
import dev.tidemark.devstack.supervise.Detached;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A word of the front door at work as a process of its own; a file in the data folder names it. */
final class Word {
  private static final Duration GENTLE_STOP = Duration.ofSeconds(30);
  private static final Duration HARD_STOP = Duration.ofSeconds(10);
  private static final int TAIL_LINES = 25;

  private final String name;
  private final Detached detached;
  private final ProcessId process;

  private Word(String name, Detached detached, ProcessId process) {
    this.name = name;
    this.detached = detached;
    this.process = process;
  }

  /**
   * @param root the folder of scripts/ and conf/
   * @param data the devstack's folder
   */
  static Word start(Path root, Path data, String name) {
    Detached detached = detached(data, name);
    List<String> command = List.of(root.resolve("scripts/tidemark").toString(), name);
    try {
      detached.log().startAnew();
      Map<String, String> environment = Map.of("TIDEMARK_DATA", data.toString());
      return new Word(name, detached, detached.start(new Launch(command, environment, root)));
    } catch (IOException e) {
      throw new DemoException("%s cannot be started: %s".formatted(name, e.getMessage()), e);
    }
  }

  /** Stops the one that an earlier demo left behind there, if there is one. */
  static void clear(Path data, String name) {
    detached(data, name).running().ifPresent(left -> end(name, left));
  }

  private static Detached detached(Path data, String name) {
    LogFile log = new LogFile(data.resolve("logs").resolve(name + ".log"));
    return new Detached(data.resolve("run").resolve(name + ".pid"), log);
  }

  String name() {
    return name;
  }

  /** SIGKILL. */
  void kill() {
    if (!Detached.kill(process, HARD_STOP)) {
      throw new DemoException(
          "%s (pid %s) is still there after SIGKILL".formatted(name, process.pid()));
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long residentKib() {
    return process.residentKib();
  }

  LogFile log() {
    return detached.log();
  }

  void stop() {
    end(name, process);
    try {
      detached.forget();
    } catch (IOException e) {
      throw new DemoException("%s stopped, but %s".formatted(name, e.getMessage()), e);
    }
  }

  /** What is to be said of one that ended when it should not have. */
  DemoException ended() {
    return new DemoException(
        "%s ended.%nThe end of %s:%n  %s"
            .formatted(name, log().path(), String.join("\n  ", log().tail(TAIL_LINES))));
  }

  private static void end(String name, ProcessId process) {
    if (!Detached.stop(process, GENTLE_STOP, HARD_STOP)) {
      throw new DemoException(
          "%s (pid %s) is still there after SIGKILL".formatted(name, process.pid()));
    }
  }
}
