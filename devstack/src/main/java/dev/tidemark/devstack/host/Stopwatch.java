package dev.tidemark.devstack.host;

import java.util.Locale;

/** Time since it was made, for people. */
public final class Stopwatch {
  private final long started = System.nanoTime();

  /** As in {@code 3.2 s}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - started) / 1e9);
  }
}
