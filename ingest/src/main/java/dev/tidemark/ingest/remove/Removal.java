package dev.tidemark.ingest.remove;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.ingest.control.ConnectClient;
import dev.tidemark.ingest.control.ConnectorStatus;
import dev.tidemark.ingest.control.ConnectorStop;
import dev.tidemark.ingest.control.Pause;
import dev.tidemark.ingest.debezium.Replication;
import dev.tidemark.ingest.postgres.SourceSlot;
import dev.tidemark.ingest.source.SourceTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Removes one source, step by step, each after its question. Safe to repeat. */
public final class Removal {
  private final Source source;
  private final Environment environment;
  private final ConnectClient connect;
  private final Pause pause;
  private final Questions questions;
  private final Consumer<String> progress;

  /** Nothing is done yet. */
  public Removal(
      Source source, Environment environment, ConnectClient connect, Pause pause, Talk talk) {
    this.source = source;
    this.environment = environment;
    this.connect = connect;
    this.pause = pause;
    this.questions = talk.questions();
    this.progress = talk.progress();
  }

  /**
   * How to speak with a person.
   *
   * @param progress takes one line of plain words at a time
   */
  public record Talk(Questions questions, Consumer<String> progress) {}

  /**
   * Asks, and does what the answers allow.
   *
   * @param settings that the connector would have, for one that is gone already
   * @return whether everything that was there is removed
   * @throws dev.tidemark.ingest.failure.IngestException if something refuses
   */
  public boolean run(Map<String, String> settings) {
    Optional<Map<String, String>> present = connect.config(source.name());
    Optional<SourceSlot> slot = slot(present.orElse(settings));
    boolean removed = present.isEmpty() || connector();
    if (present.isEmpty()) {
      progress.accept("there is no connector " + source.name());
    }
    if (removed && slot.isPresent()) {
      removed = slot(slot.get());
    }
    staying().forEach(progress);
    return removed;
  }

  /** Looked for before anything is done: a database that is out of reach stops it all. */
  private Optional<SourceSlot> slot(Map<String, String> settings) {
    return source instanceof DatabaseSource database && source.kind() == Source.Kind.POSTGRES
        ? SourceSlot.find(database, environment, Replication.of(settings))
        : Optional.empty();
  }

  private boolean connector() {
    String state =
        connect.status(source.name()).map(ConnectorStatus::toString).orElse("of unknown state");
    if (!questions.agreed(
        "Remove connector %s, which is %s, and forget how far it has read?"
            .formatted(source.name(), state))) {
      progress.accept("connector %s is left as it is".formatted(source.name()));
      return false;
    }
    new ConnectorStop(connect, pause).stop(source.name());
    connect.deleteOffsets(source.name());
    connect.delete(source.name());
    progress.accept("removed connector " + source.name());
    return true;
  }

  private boolean slot(SourceSlot slot) {
    if (!questions.agreed(
        "Drop slot %s at the source, for which it keeps %s MB of log?"
            .formatted(slot.name(), slot.retainedMegabytes()))) {
      progress.accept(
          "slot %s stays, and the source keeps its log from there on until somebody runs: %s"
              .formatted(slot.name(), slot.dropSql()));
      return false;
    }
    slot.drop(environment, pause);
    progress.accept("dropped slot " + slot.name());
    return true;
  }

  private List<String> staying() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "what stays: %s topics of the source, its tables in the lake and in ClickHouse, conf/sources/%s.yaml and the datasets that name it"
            .formatted(SourceTopics.of(source).size(), source.name()));
    if (source.kind() == Source.Kind.POSTGRES) {
      lines.add(
          "at the source stays: the user, and the publication until its owner drops it (DROP PUBLICATION)");
    }
    return lines;
  }
}
