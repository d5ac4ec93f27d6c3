package dev.tidemark.transform.lane;

/** A topic is not the one that the lane began with; the lane begins anew. */
final class TopicsChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TopicsChangedException(String topic) {
    super("topic %s was re-created, deleted or given other partitions".formatted(topic));
  }
}
