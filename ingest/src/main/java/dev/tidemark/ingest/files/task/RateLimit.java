package dev.tidemark.ingest.files.task;

import java.util.function.LongSupplier;

/** Lets so many units a second pass, a second's worth at once at most. Zero is no limit. */
final class RateLimit {
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final LongSupplier nanos;
  private double left;
  private long last;

  RateLimit(double perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
    this.left = perSecond;
    this.last = nanos.getAsLong();
  }

  boolean allows() {
    if (perSecond == 0) {
      return true;
    }
    long now = nanos.getAsLong();
    left = Math.min(perSecond, left + (now - last) / NANOS * perSecond);
    last = now;
    return left > 0;
  }

  /** What passes beyond the limit is made up for later. */
  void spend(long units) {
    left -= units;
  }
}
