package dev.tidemark.ingest.signal;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Platform;
import dev.tidemark.contract.name.Topics;
import dev.tidemark.contract.time.Interval;
import dev.tidemark.ingest.control.ConnectClient;
import dev.tidemark.ingest.control.ConnectorStatus;
import dev.tidemark.ingest.control.Pause;
import dev.tidemark.ingest.failure.IngestErrors;
import dev.tidemark.ingest.failure.IngestException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Asks one source's connector to emit rows again, one snapshot at a time: it would give a second
 * one's id to the first. The source itself is never spoken to. Used by one thread.
 */
public final class SourceSignals implements AutoCloseable {
  /** An idle source answers within two seconds; a busy one within a chunk. */
  private static final Duration STALLED = Duration.ofSeconds(60);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

  private final DatabaseSource source;
  private final ConnectClient connect;
  private final SignalTopic topic;
  private final Clock clock;

  private SourceSignals(
      DatabaseSource source, ConnectClient connect, SignalTopic topic, Clock clock) {
    this.source = source;
    this.connect = connect;
    this.topic = topic;
    this.clock = clock;
  }

  /**
   * @throws SignalException if the connector does not run
   */
  public static SourceSignals open(Platform platform, DatabaseSource source, Clock clock) {
    return saying(() -> opened(platform, source, clock));
  }

  private static SourceSignals opened(Platform platform, DatabaseSource source, Clock clock) {
    ConnectClient connect =
        new ConnectClient(platform.connect(), CONNECT_TIMEOUT, Pause.sleeping());
    Optional<ConnectorStatus> status = connect.status(source.name());
    if (status.isEmpty()) {
      throw IngestErrors.taskFailed(
          source.name(), "Kafka Connect at " + connect.url() + " has none of this name");
    }
    if (!status.get().isRunning()) {
      throw IngestErrors.taskFailed(
          source.name(), status.get().failure().orElse("it is " + status.get()));
    }
    return new SourceSignals(
        source,
        connect,
        SignalTopic.open(
            platform.bootstrapServers(),
            source.name(),
            new NotificationReader(platform.registry())),
        clock);
  }

  /**
   * That a row of the dataset lies in the range, for {@link #snapshot}; empty if none can.
   *
   * @throws IllegalArgumentException if the dataset has no interval that can be told in SQL
   */
  public Optional<String> filter(Dataset dataset, Interval range) {
    return RangeFilter.of(source.kind(), dataset, range);
  }

  /**
   * Returns when the connector has emitted the rows, or given up.
   *
   * @param id of a snapshot that was never asked for before
   * @param table {@code database.table}
   * @param filter in the source's SQL
   * @throws SignalException if Kafka or the registry does not answer; the snapshot may go on
   */
  public SnapshotOutcome snapshot(String id, String table, String filter) {
    return saying(
        () -> {
          topic.followFromEnd();
          topic.send(Signals.execute(id, table, filter));
          return watch(new SnapshotWatch(id, STALLED, clock.instant()), table);
        });
  }

  /**
   * Follows a snapshot that a process asked for which is gone; returns when it has ended.
   *
   * @param since a moment before it was asked for
   * @throws SignalException if Kafka or the registry does not answer
   */
  public SnapshotOutcome follow(String id, String table, Instant since) {
    return saying(
        () -> {
          topic.followFrom(since);
          return watch(new SnapshotWatch(id, STALLED, clock.instant()), table);
        });
  }

  private static <T> T saying(Supplier<T> words) {
    try {
      return words.get();
    } catch (IngestException e) {
      throw new SignalException(e);
    }
  }

  private SnapshotOutcome watch(SnapshotWatch watch, String table) {
    while (watch.outcome().isEmpty()) {
      topic.poll().forEach(notification -> watch.see(notification, clock.instant()));
      switch (watch.advice(clock.instant())) {
        case WAIT -> {}
        case NUDGE -> {
          topic.send(Signals.pause(UUID.randomUUID().toString(), table));
          topic.send(Signals.resume(UUID.randomUUID().toString(), table));
          watch.nudged(clock.instant());
        }
        case GIVE_UP -> {
          topic.send(Signals.stop(UUID.randomUUID().toString(), table));
          return new SnapshotOutcome.Failed(stalled(watch));
        }
      }
    }
    return watch.outcome().get();
  }

  private String stalled(SnapshotWatch watch) {
    return "connector %s %s for %s s, although it was paused and resumed; Connect says of it: %s. Restart its task (an ALTER TABLE in mid-snapshot stalls it), then run again. Topic %s has what it said"
        .formatted(
            source.name(),
            watch.begun() ? "has said nothing more" : "has not begun",
            2 * STALLED.toSeconds(),
            connect.status(source.name()).map(ConnectorStatus::toString).orElse("not there"),
            Topics.notifications(source.name()));
  }

  @Override
  public void close() {
    topic.close();
  }
}
