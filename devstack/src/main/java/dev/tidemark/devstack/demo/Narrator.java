package dev.tidemark.devstack.demo;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Tells what happens, each line with the seconds since the start. */
public final class Narrator {
  private final PrintWriter out;
  private final Clock clock;
  private final Instant start;

  public Narrator(PrintWriter out, Clock clock, Instant start) {
    this.out = out;
    this.clock = clock;
    this.start = start;
  }

  /** Called by several threads. */
  public void say(String line) {
    out.println(String.format(Locale.ROOT, "%6.1f s  %s", passed().toMillis() / 1e3, line));
  }

  /** Below the last line, without a time of its own. */
  void add(String line) {
    out.println(("          " + line).stripTrailing());
  }

  Duration passed() {
    return Duration.between(start, clock.instant());
  }

  /** As in {@code 3.2 s}. */
  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
  }
}
