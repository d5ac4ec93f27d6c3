package dev.tidemark.contract.time;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How long an interval is. */
public enum Grain {
  HOUR,
  DAY,
  MONTH;

  /** {@code hour}, {@code day} or {@code month}. */
  public static Grain parse(String text) {
    for (Grain grain : values()) {
      if (grain.toString().equals(text)) {
        return grain;
      }
    }
    throw new IllegalArgumentException(
        "grain '%s' is not one of %s"
            .formatted(
                text,
                Arrays.stream(values()).map(Grain::toString).collect(Collectors.joining(", "))));
  }

  /** Start of the interval that contains {@code time}, on the same clock. */
  public LocalDateTime startOf(LocalDateTime time) {
    return switch (this) {
      case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
      case DAY -> time.truncatedTo(ChronoUnit.DAYS);
      case MONTH -> time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
    };
  }

  /** Start of the next interval, given the start of one. */
  public LocalDateTime next(LocalDateTime start) {
    return switch (this) {
      case HOUR -> start.plusHours(1);
      case DAY -> start.plusDays(1);
      case MONTH -> start.plusMonths(1);
    };
  }

  /** The word used in conf and in SQL's {@code date_trunc}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
