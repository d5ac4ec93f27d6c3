package dev.tidemark.contract.conf;

import java.time.Duration;

/** Durations as conf writes them: {@code 250ms}, {@code 5m}, {@code 1d}. */
final class Durations {
  private Durations() {}

  static Duration parse(String text) {
    int unit = 0;
    while (unit < text.length() && Character.isDigit(text.charAt(unit))) {
      unit++;
    }
    long number = Long.parseLong(text.substring(0, unit));
    return switch (text.substring(unit)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default ->
          throw new IllegalArgumentException(
              "duration '%s' has no unit; write ms, s, m, h or d after the number".formatted(text));
    };
  }
}
