package dev.tidemark.contract.sequence;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/** One partition of one incarnation of a topic. */
public record TopicPartition(String topic, int epoch, int partition)
    implements Comparable<TopicPartition> {
  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic)
          .thenComparingInt(TopicPartition::epoch)
          .thenComparingInt(TopicPartition::partition);

  public TopicPartition {
    requireNonNull(topic, "topic is null");
  }

  @Override
  public int compareTo(TopicPartition other) {
    return ORDER.compare(this, other);
  }
}
