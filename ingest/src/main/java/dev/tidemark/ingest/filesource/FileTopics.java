package dev.tidemark.ingest.filesource;

import dev.tidemark.contract.conf.FileSource;
import dev.tidemark.contract.name.Topics;
import dev.tidemark.ingest.connector.Draft;
import dev.tidemark.ingest.control.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The topics of a folder of files. Retention is for reading again after a fault: bronze is the
 * archive.
 *
 * <ul>
 *   <li>tables: 7 days
 *   <li>heartbeats: 1 day, in segments of an hour
 *   <li>what becomes of each file: 90 days
 *   <li>dead letters: for ever; nothing else keeps them
 * </ul>
 */
public final class FileTopics {
  private static final int FRAME = 64 * 1024;
  private static final Map<String, String> LARGE =
      Map.of("max.message.bytes", String.valueOf(Draft.LARGEST_RECORD + FRAME));
  private static final Map<String, String> FOR_EVER =
      Map.of("retention.ms", "-1", "retention.bytes", "-1");

  private final FileSource source;

  public FileTopics(FileSource source) {
    this.source = source;
  }

  /** All of them, tables first, in the order of conf. */
  public List<TopicSpec> all() {
    List<TopicSpec> topics = new ArrayList<>();
    for (String table : source.tables()) {
      topics.add(
          kept(Topics.ofTable(source.name(), table), source.partitions(), Duration.ofDays(7))
              .with(LARGE));
    }
    topics.add(
        kept(Topics.heartbeat(source.name()), 1, Duration.ofDays(1))
            .with(Map.of("segment.ms", millis(Duration.ofHours(1)))));
    topics.add(kept(Topics.fileEvents(source.name()), 1, Duration.ofDays(90)));
    topics.add(
        new TopicSpec(Topics.deadLetters(source.name()), 1, Map.of("cleanup.policy", "delete"))
            .with(FOR_EVER));
    return topics;
  }

  /** Settings of an existing topic that are set right again. */
  public Map<String, String> mustKeep(String topic) {
    return topic.equals(Topics.deadLetters(source.name())) ? FOR_EVER : Map.of();
  }

  private static TopicSpec kept(String name, int partitions, Duration retention) {
    return new TopicSpec(name, partitions, Map.of("cleanup.policy", "delete"))
        .with(Map.of("retention.ms", millis(retention)));
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }
}
