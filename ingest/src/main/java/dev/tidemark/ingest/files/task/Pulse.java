package dev.tidemark.ingest.files.task;

import dev.tidemark.ingest.files.conf.FilesConfig;
import dev.tidemark.ingest.files.emit.Heartbeats;
import dev.tidemark.ingest.files.state.Partitions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;

/** Beats once a second while there is nothing to read. */
final class Pulse {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Optional<Heartbeats> heartbeats;
  private final Map<String, String> partition;
  private final Duration settle;
  private final Clock clock;
  private Instant next = Instant.EPOCH;

  Pulse(FilesConfig config, Clock clock) {
    this.heartbeats =
        config
            .heartbeatTopic()
            .map(topic -> new Heartbeats(topic, config.taskIndex(), config.taskCount()));
    this.partition = Partitions.task(config.taskIndex());
    this.settle = config.settleTime();
    this.clock = clock;
  }

  /**
   * Empty if it is not yet time for one.
   *
   * @param walkedFrom when the look through the folder began of which nothing is left to read
   */
  Optional<SourceRecord> beat(Instant walkedFrom) {
    Instant now = clock.instant();
    if (heartbeats.isEmpty() || now.isBefore(next)) {
      return Optional.empty();
    }
    next = now.plus(EVERY);
    Instant through = walkedFrom.minus(settle);
    return heartbeats.map(
        all -> all.of(through).record(partition, Map.of("through_ms", through.toEpochMilli())));
  }
}
