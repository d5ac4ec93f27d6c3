package dev.tidemark.transform.topics;

/** A topic's partitions were changed without an epoch. */
public final class PartitionsChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String topic;

  PartitionsChangedException(TopicState known, int partitions) {
    super(
        "topic %s has %s partitions and had %s: its keys may have moved between partitions, so their order is not known; "
                .formatted(known.topic(), partitions, known.partitions())
            + "pause its connector, let the stream read to the end, then re-create the topic and snapshot its table anew");
    this.topic = known.topic();
  }

  public String topic() {
    return topic;
  }
}
