package dev.tidemark.backfill;

import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.topics.Broker;
import dev.tidemark.transform.topics.TopicState;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Where a topic's committed records end. */
record TopicEnds(Broker broker, TopicState topic) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 50;

  /** This moment's. */
  Map<TopicPartition, Long> now() {
    return broker.committedEnds(List.of(topic));
  }

  /**
   * The ends once all that is written by now is committed: a transaction does not become visible in
   * all of its topics at the same moment.
   */
  Map<TopicPartition, Long> settled() throws InterruptedException {
    Map<TopicPartition, Long> written = broker.writtenEnds(List.of(topic));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Map<TopicPartition, Long> committed = now();
      if (written.entrySet().stream().allMatch(e -> committed.get(e.getKey()) >= e.getValue())) {
        return committed;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    throw new BackfillException(
        "topic %s has had an open transaction for %s s; is its connector alive?"
            .formatted(topic.topic(), PATIENCE.toSeconds()));
  }
}
