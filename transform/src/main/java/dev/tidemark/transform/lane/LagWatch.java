package dev.tidemark.transform.lane;

import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.metrics.StreamMetrics;
import dev.tidemark.transform.topics.BrokerException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks every few seconds how far bronze is behind its topics, also while no batch commits. */
final class LagWatch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final LaneTopics topics;
  private final List<LaneDataset> datasets;
  private final StreamMetrics metrics;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<TopicPartition, Long> first = new HashMap<>();

  private LagWatch(LaneTopics topics, List<LaneDataset> datasets, StreamMetrics metrics) {
    this.topics = topics;
    this.datasets = datasets;
    this.metrics = metrics;
  }

  static LagWatch start(LaneTopics topics, List<LaneDataset> datasets, StreamMetrics metrics) {
    LagWatch watch = new LagWatch(topics, datasets, metrics);
    Thread thread = new Thread(watch::run, "lag");
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  private void run() {
    try {
      do {
        look();
      } while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      if (first.isEmpty()) {
        first.putAll(topics.firstOffsets());
      }
      for (LaneDataset dataset : datasets) {
        Map<TopicPartition, Long> ends =
            topics.ends(dataset.conf().source(), List.of(dataset.conf()));
        metrics.lag(dataset.name(), Optional.of(lag(ends, dataset.bronze().covered())));
      }
    } catch (BrokerException e) { // the lane says so itself
      datasets.forEach(dataset -> metrics.lag(dataset.name(), Optional.empty()));
    }
  }

  /** Of a partition that bronze has nothing of, all that is still there. */
  private long lag(Map<TopicPartition, Long> ends, Coverage covered) {
    long lag = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      long start = first.getOrDefault(end.getKey(), 0L);
      long reached = Math.max(start, covered.end(end.getKey()).orElse(start));
      lag += Math.max(0, end.getValue() - reached);
    }
    return lag;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
