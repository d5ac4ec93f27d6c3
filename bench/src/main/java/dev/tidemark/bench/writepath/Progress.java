package dev.tidemark.bench.writepath;

import dev.tidemark.bench.measure.Latencies;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Micro-batches in the order they ended. */
record Progress(List<Commit> commits) {
  Progress {
    commits = commits.stream().sorted(Comparator.comparingLong(Commit::ended)).toList();
  }

  /** Those that brought it beyond these offsets. */
  Progress after(Offsets start) {
    return new Progress(commits.stream().filter(c -> !start.reaches(c.reached())).toList());
  }

  /** Those that ended within these moments, in milliseconds since 1970. */
  Progress between(long from, long to) {
    return new Progress(
        commits.stream().filter(c -> c.ended() >= from && c.ended() <= to).toList());
  }

  boolean reaches(Offsets end) {
    return commits.stream().anyMatch(commit -> commit.reached().reaches(end));
  }

  /**
   * Records a second from the end of the first batch to that of the last one.
   *
   * @throws IllegalStateException if there are fewer than two batches
   */
  double perSecond() {
    return perSecond(0);
  }

  /** The same of the later half alone, when the JVM is warmer; of all if there are few batches. */
  double perSecondOfLaterHalf() {
    return perSecond(Math.min(commits.size() / 2, commits.size() - 2));
  }

  private double perSecond(int first) {
    if (commits.size() < 2) {
      throw new IllegalStateException(
          "%s batches tell no rate; measure with more events or smaller batches"
              .formatted(commits.size()));
    }
    Commit from = commits.get(first);
    Commit to = commits.get(commits.size() - 1);
    long records = to.reached().records() - from.reached().records();
    return records * 1_000.0 / Math.max(1, to.ended() - from.ended());
  }

  /** From the decision what to read to the end of each batch. */
  Latencies batchTimes() {
    Latencies times = new Latencies();
    commits.forEach(commit -> times.add(Duration.ofMillis(commit.ended() - commit.began())));
    return times;
  }

  /**
   * From Kafka's time of each record to the end of the first batch that has it.
   *
   * @throws IllegalStateException if no batch has one of them
   */
  Latencies latencies(List<Feed.Sent> records) {
    Latencies latencies = new Latencies();
    for (Feed.Sent sent : records) {
      Optional<Commit> having =
          commits.stream()
              .filter(commit -> commit.reached().contains(sent.partition(), sent.offset()))
              .findFirst();
      latencies.add(
          Duration.ofMillis(
              having.orElseThrow(() -> new IllegalStateException(sent + " is in no batch")).ended()
                  - sent.millis()));
    }
    return latencies;
  }
}
