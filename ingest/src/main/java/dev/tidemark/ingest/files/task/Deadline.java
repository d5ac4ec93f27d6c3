package dev.tidemark.ingest.files.task;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Ends what could take long, when its time is over or the task is being stopped. */
record Deadline(LongSupplier nanos, long end, BooleanSupplier stopped) {
  private static final long MILLION = 1_000_000;

  static Deadline in(long millis, LongSupplier nanos, BooleanSupplier stopped) {
    return new Deadline(nanos, nanos.getAsLong() + millis * MILLION, stopped);
  }

  boolean isOver() {
    return nanos.getAsLong() - end >= 0 || stopped.getAsBoolean();
  }
}
