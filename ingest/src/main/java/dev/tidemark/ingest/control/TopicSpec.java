package dev.tidemark.ingest.control;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A topic as it should be.
 *
 * @param settings Kafka's own names and values
 */
public record TopicSpec(String name, int partitions, Map<String, String> settings) {
  public TopicSpec {
    requireNonNull(name, "name is null");
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "topic %s cannot have %s partitions; one is the least".formatted(name, partitions));
    }
    settings = Map.copyOf(settings);
  }

  /** {@code shop.shop.items: 1 partition, retention 7 d}. */
  @Override
  public String toString() {
    return "%s: %s, retention %s"
        .formatted(name, partitionsText(partitions), retention(settings.get("retention.ms")));
  }

  public static String partitionsText(int partitions) {
    return partitions == 1 ? "1 partition" : partitions + " partitions";
  }

  /** The same with more settings. */
  public TopicSpec with(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(settings);
    all.putAll(more);
    return new TopicSpec(name, partitions, all);
  }

  private static String retention(String millis) {
    if (millis == null) {
      return "of the broker";
    }
    long ms = Long.parseLong(millis);
    if (ms < 0) {
      return "for ever";
    }
    Duration duration = Duration.ofMillis(ms);
    return duration.toHours() % 24 == 0 ? duration.toDays() + " d" : duration.toHours() + " h";
  }
}
