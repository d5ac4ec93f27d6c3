package dev.tidemark.transform.lane;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Pauses that double from failure to failure up to a limit, each shortened by up to a fifth, so
 * that those who failed together do not come back together.
 */
final class Backoff {
  private static final double MOST_JITTER = 0.2;

  private final Duration first;
  private final Duration longest;
  private final DoubleSupplier chance;
  private int failures;

  Backoff(Duration first, Duration longest) {
    this(first, longest, () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * @param chance from 0 to less than 1
   */
  Backoff(Duration first, Duration longest, DoubleSupplier chance) {
    this.first = first;
    this.longest = longest;
    this.chance = chance;
  }

  /** How long to pause after one more failure. */
  synchronized Duration failed() {
    double nanos = Math.min((double) longest.toNanos(), first.toNanos() * Math.pow(2, failures));
    failures = Math.min(failures + 1, 60);
    return Duration.ofNanos(Math.round(nanos * (1 - MOST_JITTER * chance.getAsDouble())));
  }

  /** The next failure is a first one. */
  synchronized void works() {
    failures = 0;
  }
}
