package dev.tidemark.ingest.apply;

import dev.tidemark.ingest.control.ConnectClient;
import dev.tidemark.ingest.control.KafkaTopics;
import dev.tidemark.ingest.control.Pause;
import dev.tidemark.ingest.failure.IngestErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;

/** Does what a plan says. Stopped anywhere, the next plan holds the rest. */
public final class Applier {
  private final KafkaTopics topics;
  private final ConnectClient connect;
  private final Consumer<String> progress;
  private final ConnectorWatch watch;

  /**
   * Nothing is done yet.
   *
   * @param progress takes one line of plain words at a time
   */
  public Applier(
      KafkaTopics topics,
      ConnectClient connect,
      Clock clock,
      Pause pause,
      Consumer<String> progress) {
    this.topics = topics;
    this.connect = connect;
    this.progress = progress;
    this.watch = new ConnectorWatch(connect, clock, pause, progress);
  }

  /**
   * Does all of it and waits until the connectors run.
   *
   * @throws dev.tidemark.ingest.failure.IngestException if something refuses or a task fails
   */
  public void apply(Plan plan) {
    for (Change change : plan.changes()) {
      apply(change);
    }
    Set<String> touched = plan.touchedConnectors();
    plan.running()
        .forEach(
            (connector, settings) -> {
              if (touched.contains(connector)) {
                watch.untilRunning(connector, settings);
              } else {
                watch.untilRunningStill(connector, settings);
              }
            });
  }

  private void apply(Change change) {
    if (change instanceof Change.MakeTopic make) {
      topics.create(make.topic(), topics.replicas());
      progress.accept("made topic " + make.topic().name());
    } else if (change instanceof Change.AlterTopic alter) {
      topics.alter(alter.topic(), alter.after());
      progress.accept("set topic %s right".formatted(alter.topic()));
    } else if (change instanceof Change.MakeColumns make) {
      write(make.file(), make.text());
    } else if (change instanceof Change.ChangeColumns changed) {
      write(changed.file(), changed.text());
    } else if (change instanceof Change.MakeConnector make) {
      connect.put(make.connector(), make.settings());
      progress.accept("made connector " + make.connector());
    } else if (change instanceof Change.ChangeConnector changed) {
      connect.put(changed.connector(), changed.after());
      progress.accept("changed connector " + changed.connector());
    } else if (change instanceof Change.RestartConnector restart) {
      connect.restartFailed(restart.connector());
      progress.accept("restarted connector " + restart.connector());
    }
  }

  /** Whole or not at all: another program may be reading it. */
  private void write(Path file, String text) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(next, text);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw IngestErrors.fileNotWritten(file.toString(), e);
    }
    progress.accept("wrote " + file);
  }
}
