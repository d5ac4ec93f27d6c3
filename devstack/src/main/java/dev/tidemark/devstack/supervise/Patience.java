package dev.tidemark.devstack.supervise;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for what other processes do. */
final class Patience {
  private static final long POLL_MS = 100;

  private Patience() {}

  /** False when it did not come true in time, or when we were interrupted. */
  static boolean waitFor(BooleanSupplier condition, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      try {
        Thread.sleep(POLL_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
