package dev.tidemark.devstack.demo;

import dev.tidemark.devstack.Devstack;
import dev.tidemark.devstack.host.Ports;
import dev.tidemark.devstack.host.ProcessId;
import dev.tidemark.devstack.settings.ComponentName;
import dev.tidemark.devstack.settings.DevstackLayout;
import dev.tidemark.devstack.settings.PortName;
import dev.tidemark.devstack.supervise.ComponentStatus;
import dev.tidemark.devstack.supervise.ComponentStatus.State;
import dev.tidemark.devstack.supervise.DevstackErrors;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;

/** Every process of the demo: the devstack, and the words that work on it. */
final class Processes {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
  private static final int TAIL_LINES = 25;
  private static final long KIB_PER_MIB = 1024;

  private final Path root;
  private final DevstackLayout layout;
  private final Devstack devstack;
  private final StopSignal stop;
  private final List<Word> words = new CopyOnWriteArrayList<>();
  private boolean devstackIsOurs;
  private boolean devstackIsUp;
  private volatile boolean deathsAreMeant;
  private long nextLook = System.nanoTime();

  /**
   * @param root the folder that holds scripts/ and conf/
   */
  Processes(Path root, DevstackLayout layout, Devstack devstack, StopSignal stop) {
    this.root = root;
    this.layout = layout;
    this.devstack = devstack;
    this.stop = stop;
  }

  /** One that runs already is used, and left running at the end. */
  void up() {
    devstackIsOurs = devstack.status().stream().allMatch(one -> one.state() == State.DOWN);
    devstack.up(devstack.usual());
    devstackIsUp = true;
  }

  /** Runs the word to its end; its output is ours. */
  void run(String... wordAndArguments) {
    List<String> command = new ArrayList<>();
    command.add(root.resolve("scripts/tidemark").toString());
    command.addAll(List.of(wordAndArguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("TIDEMARK_DATA", layout.data().toString());
    String what = String.join(" ", wordAndArguments);
    try {
      Process process = builder.start();
      try {
        while (process.isAlive()) {
          stop.sleep(Duration.ofMillis(100));
        }
      } finally {
        process.destroy();
      }
      if (process.exitValue() != 0) {
        throw new DemoException(
            "'%s' failed with exit code %s; what it said is above"
                .formatted(what, process.exitValue()));
      }
    } catch (IOException e) {
      throw new DemoException("'%s' cannot be started: %s".formatted(what, e.getMessage()), e);
    }
  }

  Word start(String name) {
    Word word = Word.start(root, layout.data(), name);
    words.add(word);
    return word;
  }

  /** Ends what an earlier demo left behind, and makes sure that the API will find its port free. */
  void prepareFor(List<String> names) {
    names.forEach(name -> Word.clear(layout.data(), name));
    int port = devstack.endpoints().ports().of(PortName.API);
    if (!Ports.isFree(port)) {
      throw DevstackErrors.portInUse(port, "the API");
    }
  }

  /** From here on somebody kills them on purpose. */
  void expectDeaths() {
    deathsAreMeant = true;
  }

  void expectNoDeaths() {
    deathsAreMeant = false;
  }

  List<String> words() {
    return words.stream().map(Word::name).toList();
  }

  /** Of the devstack; a ClickHouse of somebody else's is not among them. */
  List<ComponentName> ownComponents() {
    return devstack.status().stream().map(ComponentStatus::name).toList();
  }

  void kill(ComponentName name) {
    devstack.kill(name);
  }

  void revive(ComponentName name) {
    devstack.up(EnumSet.of(name));
  }

  void kill(String word) {
    word(word).kill();
  }

  /** As another process. */
  void revive(String word) {
    Word dead = word(word);
    words.set(words.indexOf(dead), Word.start(root, layout.data(), word));
  }

  private Word word(String name) {
    return words.stream().filter(word -> word.name().equals(name)).findFirst().orElseThrow();
  }

  boolean wordsAreAlive() {
    return deathsAreMeant || words.stream().allMatch(Word::isAlive);
  }

  /**
   * Cheap enough to be called often.
   *
   * @throws DemoException naming what ended, with the tail of its log
   */
  void check() {
    stop.check();
    if (deathsAreMeant) {
      return;
    }
    words.stream()
        .filter(word -> !word.isAlive())
        .findFirst()
        .ifPresent(
            dead -> {
              throw dead.ended();
            });
    if (System.nanoTime() > nextLook) {
      nextLook = System.nanoTime() + BETWEEN_LOOKS.toNanos();
      checkComponents();
    }
  }

  /** As {@link #check}, and at once. */
  void checkNow() {
    nextLook = System.nanoTime();
    check();
  }

  private void checkComponents() {
    if (!devstackIsUp) {
      return;
    }
    devstack.status().stream()
        .filter(one -> one.state() == State.DOWN)
        .findFirst()
        .ifPresent(
            dead -> {
              throw ended(dead);
            });
  }

  void rest(Duration time) {
    stop.sleep(time);
  }

  /** Resident memory of all of them and of ourselves. */
  long residentMib() {
    long ours =
        ProcessId.running(ProcessHandle.current().pid()).map(ProcessId::residentKib).orElse(0L);
    return LongStream.concat(
                    words.stream().mapToLong(Word::residentKib),
                    devstack.status().stream().mapToLong(ComponentStatus::residentKib))
                .sum()
            / KIB_PER_MIB
        + ours / KIB_PER_MIB;
  }

  /** Words first, the last one started before the others; a devstack that was up stays up. */
  void stop() {
    RuntimeException failure = null;
    for (int last = words.size() - 1; last >= 0; last--) {
      try {
        words.get(last).stop();
      } catch (RuntimeException e) {
        failure = e; // the others must stop all the same
      }
    }
    if (devstackIsOurs) {
      devstack.down();
    }
    if (failure != null) {
      throw failure;
    }
  }

  private DemoException ended(ComponentStatus dead) {
    return new DemoException(
        "%s ended.%nThe end of %s:%n  %s"
            .formatted(
                dead.name(),
                layout.log(dead.name()).path(),
                String.join("\n  ", layout.log(dead.name()).tail(TAIL_LINES))));
  }
}
