package dev.tidemark.bench.writepath;

import dev.tidemark.bench.measure.Latencies;
import java.util.ArrayList;
import java.util.List;

/** All that was measured, in the order it was. */
final class Figures {
  final List<Rate> rates = new ArrayList<>();
  final List<Delay> delays = new ArrayList<>();
  final List<Parity> parities = new ArrayList<>();

  /** 50th, 95th and 100th percentile, in milliseconds. */
  record Spread(long p50, long p95, long max) {
    static Spread of(Latencies latencies) {
      return new Spread(
          latencies.percentile(50).toMillis(),
          latencies.percentile(95).toMillis(),
          latencies.percentile(100).toMillis());
    }
  }

  /**
   * Throughput.
   *
   * @param phase load, or the round
   * @param perSecond from the end of the first batch to that of the last one
   * @param perSecondLate the same of the later half of the batches, when the JVM is warmer
   * @param wallSeconds of the whole process, its start and end with it
   */
  record Rate(
      String subject,
      String phase,
      long records,
      int batches,
      double perSecond,
      double perSecondLate,
      Spread batchMillis,
      double wallSeconds) {}

  /**
   * Latency at a rate.
   *
   * @param millis from Kafka's time of the record to its batch's end
   * @param batchMillis from the decision what to read to the batch's end
   */
  record Delay(
      String subject,
      String phase,
      int eventsPerSecond,
      int records,
      int batches,
      Spread millis,
      Spread batchMillis) {}

  /** Whether a subject's table is the fold of all changes. */
  record Parity(
      String subject, String phase, boolean equal, long changes, Totals expected, Found found) {}

  /** The median over the rounds; not a number if there is none. */
  double medianPerSecond(String subject) {
    return median(
        rates.stream()
            .filter(rate -> rate.subject().equals(subject) && !rate.phase().equals("load"))
            .map(Rate::perSecondLate)
            .toList());
  }

  /** The median over the rounds of the 50th percentile. */
  double medianDelay(String subject, int eventsPerSecond) {
    return median(
        delays.stream()
            .filter(d -> d.subject().equals(subject) && d.eventsPerSecond() == eventsPerSecond)
            .map(delay -> (double) delay.millis().p50())
            .toList());
  }

  boolean allEqual() {
    return parities.stream().allMatch(Parity::equal);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
