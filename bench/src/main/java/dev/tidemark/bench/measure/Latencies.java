package dev.tidemark.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measured latencies, in the order they came. */
public final class Latencies {
  private final List<Duration> all = new ArrayList<>();

  public void add(Duration latency) {
    all.add(latency);
  }

  public int count() {
    return all.size();
  }

  /**
   * The nearest-rank percentile: the least latency that {@code percent} of all do not exceed.
   *
   * @param percent above 0, up to 100
   * @throws IllegalStateException if nothing was measured
   */
  public Duration percentile(int percent) {
    if (all.isEmpty()) {
      throw new IllegalStateException("nothing was measured");
    }
    List<Duration> sorted = all.stream().sorted().toList();
    return sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);
  }
}
