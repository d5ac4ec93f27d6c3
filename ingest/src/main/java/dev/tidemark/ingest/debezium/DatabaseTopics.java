package dev.tidemark.ingest.debezium;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.contract.name.Topics;
import dev.tidemark.ingest.connector.Draft;
import dev.tidemark.ingest.control.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The topics of one source. Retention is for reading again after a fault: bronze is the archive.
 *
 * <p>Tables' topics take records of up to 32 MiB; the connector is set to send them.
 *
 * <ul>
 *   <li>tables and notifications: 7 days
 *   <li>signals: 7 days
 *   <li>heartbeats: 1 day, in segments of an hour, for one record comes each second
 *   <li>schema changes and schema history, where the log holds DDL: for ever; without its history a
 *       connector cannot read what it finds in the log
 * </ul>
 */
public final class DatabaseTopics {
  private static final int FRAME = 64 * 1024;
  private static final String FOR_EVER = "-1";
  private static final Map<String, String> DELETE = Map.of("cleanup.policy", "delete");
  private static final Map<String, String> HISTORY =
      Map.of("cleanup.policy", "delete", "retention.ms", FOR_EVER, "retention.bytes", FOR_EVER);

  private final DatabaseSource source;

  public DatabaseTopics(DatabaseSource source) {
    this.source = source;
  }

  /** All of them, tables first, in the order of conf. */
  public List<TopicSpec> all() {
    List<TopicSpec> topics = new ArrayList<>();
    for (String table : source.tables()) {
      topics.add(
          kept(Topics.ofTable(source.name(), table), source.partitions(), Duration.ofDays(7))
              .with(Map.of("max.message.bytes", String.valueOf(Draft.LARGEST_RECORD + FRAME))));
    }
    topics.add(
        kept(Topics.heartbeat(source.name()), 1, Duration.ofDays(1))
            .with(Map.of("segment.ms", millis(Duration.ofHours(1)))));
    if (tellsDdl()) {
      topics.add(
          new TopicSpec(Topics.schemaChanges(source.name()), 1, DELETE)
              .with(Map.of("retention.ms", FOR_EVER)));
      topics.add(new TopicSpec(Topics.schemaHistory(source.name()), 1, HISTORY));
    }
    topics.add(kept(Topics.signals(source.name()), 1, Duration.ofDays(7)));
    topics.add(kept(Topics.notifications(source.name()), 1, Duration.ofDays(7)));
    return topics;
  }

  /** Settings of an existing topic that are set right again, because losing it stops the source. */
  public static Map<String, String> mustKeep(DatabaseSource source, String topic) {
    return topic.equals(Topics.schemaHistory(source.name())) ? HISTORY : Map.of();
  }

  /** What an existing topic's settings are raised to, if they are less: a large row stops it. */
  public static Map<String, Long> atLeast(DatabaseSource source, String topic) {
    boolean table =
        source.tables().stream().anyMatch(t -> Topics.ofTable(source.name(), t).equals(topic));
    return table ? Map.of("max.message.bytes", (long) Draft.LARGEST_RECORD + FRAME) : Map.of();
  }

  private boolean tellsDdl() {
    return source.kind() != Source.Kind.POSTGRES;
  }

  private static TopicSpec kept(String name, int partitions, Duration retention) {
    return new TopicSpec(name, partitions, DELETE).with(Map.of("retention.ms", millis(retention)));
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }
}
