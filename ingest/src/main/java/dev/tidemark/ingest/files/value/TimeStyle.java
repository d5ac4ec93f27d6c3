package dev.tidemark.ingest.files.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * How dates and timestamps are written.
 *
 * @param pattern of {@link DateTimeFormatter}; empty for ISO 8601, with T or a space between day
 *     and time
 * @param zone of timestamps that name none
 */
public record TimeStyle(Optional<String> pattern, ZoneId zone) {
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:mm", "Z")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  // what Delta and ClickHouse can both hold
  private static final int FIRST_YEAR = 1;
  private static final int LAST_YEAR = 9999;
  private static final int NANOS_OF_MICRO = 1_000;

  /**
   * @throws IllegalArgumentException if the pattern is none
   */
  public TimeStyle {
    pattern.ifPresent(TimeStyle::formatter);
  }

  /** Reads texts of this style; made once for a column. */
  Reader reader() {
    return new Reader(this, pattern.map(TimeStyle::formatter).orElse(ISO));
  }

  /** Strict: there is no 30th of February. */
  private static DateTimeFormatter formatter(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .parseDefaulting(ChronoField.ERA, 1) // so that yyyy is a year
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  private String name() {
    return pattern.map("written as '%s'"::formatted).orElse("in ISO 8601");
  }

  record Reader(TimeStyle style, DateTimeFormatter formatter) {
    LocalDate date(String text, ColumnType what) {
      return read(
          text,
          what,
          parsed -> {
            if (parsed.isSupported(ChronoField.HOUR_OF_DAY)
                && LocalDateTime.from(parsed).toLocalTime().toSecondOfDay() != 0) {
              throw UnfitValueException.of(text, "a time of day, and the column a date");
            }
            return inCalendar(LocalDate.from(parsed), text);
          });
    }

    /** By the clock on the wall; of a text with an offset, by the clock of the zone. */
    LocalDateTime wallClock(String text, ColumnType what) {
      return read(
          text,
          what,
          parsed ->
              parsed.isSupported(ChronoField.OFFSET_SECONDS)
                  ? micros(
                      OffsetDateTime.from(parsed).atZoneSameInstant(style.zone).toLocalDateTime(),
                      text)
                  : local(parsed, text));
    }

    Instant instant(String text, ColumnType what) {
      return read(
          text,
          what,
          parsed ->
              parsed.isSupported(ChronoField.OFFSET_SECONDS)
                  ? micros(
                          OffsetDateTime.from(parsed)
                              .withOffsetSameInstant(ZoneOffset.UTC)
                              .toLocalDateTime(),
                          text)
                      .toInstant(ZoneOffset.UTC)
                  : local(parsed, text).atZone(style.zone).toInstant());
    }

    /** A day alone is its midnight. */
    private static LocalDateTime local(TemporalAccessor parsed, String text) {
      return parsed.isSupported(ChronoField.HOUR_OF_DAY)
          ? micros(LocalDateTime.from(parsed), text)
          : inCalendar(LocalDate.from(parsed), text).atStartOfDay();
    }

    private <T> T read(String text, ColumnType what, Meaning<T> meaning) {
      try {
        String iso =
            style.pattern.isEmpty() && text.indexOf(' ') == 10 ? text.replaceFirst(" ", "T") : text;
        return meaning.of(formatter.parse(iso));
      } catch (DateTimeException e) {
        throw UnfitValueException.of(text, "no %s %s".formatted(what, style.name()));
      }
    }

    private static LocalDateTime micros(LocalDateTime time, String text) {
      inCalendar(time.toLocalDate(), text);
      if (time.get(ChronoField.NANO_OF_SECOND) % NANOS_OF_MICRO != 0) {
        throw UnfitValueException.of(text, "finer than a microsecond");
      }
      return time;
    }

    private static LocalDate inCalendar(LocalDate date, String text) {
      if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
        throw UnfitValueException.of(text, "outside the years 1 to 9999");
      }
      return date;
    }
  }

  @FunctionalInterface
  private interface Meaning<T> {
    T of(TemporalAccessor parsed);
  }
}
