package dev.tidemark.devstack.shop;

import java.util.function.BooleanSupplier;

/** Keeps to a rate; time lost to a slow database is not caught up beyond a second. */
final class Pace {
  private static final long MOST_BEHIND_NANOS = 1_000_000_000L;
  private static final long LONGEST_NAP_MS = 50; // so that a stop is heard soon

  private final double nanosPerEvent;
  private long due = System.nanoTime();

  Pace(double eventsPerSecond) {
    this.nanosPerEvent = 1e9 / eventsPerSecond;
  }

  /** Waits until the next transaction is due, or until it shall stop. */
  void passed(long events, BooleanSupplier stop) {
    due = Math.max(due + Math.round(events * nanosPerEvent), System.nanoTime() - MOST_BEHIND_NANOS);
    try {
      for (long early = early(); early > 0 && !stop.getAsBoolean(); early = early()) {
        Thread.sleep(Math.min(early, LONGEST_NAP_MS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long early() {
    return (due - System.nanoTime()) / 1_000_000;
  }
}
