package dev.tidemark.transform.topics;

import static java.util.Objects.requireNonNull;

/**
 * One incarnation of a topic.
 *
 * @param id Kafka's own, another for each incarnation
 * @param epoch grows when the topic is re-created
 */
public record TopicState(String topic, String id, int epoch, int partitions) {
  public TopicState {
    requireNonNull(topic, "topic is null");
    requireNonNull(id, "id is null");
    if (epoch < 0 || partitions < 1) {
      throw new IllegalArgumentException(
          "topic %s: epoch %s, %s partitions".formatted(topic, epoch, partitions));
    }
  }
}
