package dev.tidemark.api.ask;

import dev.tidemark.api.clickhouse.ColumnType;
import dev.tidemark.api.problem.ProblemException;
import dev.tidemark.api.problem.ProblemKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One end of a range.
 *
 * @param text what the answer repeats: a date, or an instant in UTC
 * @param type of ClickHouse, for the placeholder
 * @param value in the form that ClickHouse reads
 */
public record TimeBound(String text, String type, String value) {
  private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final DateTimeFormatter CLICKHOUSE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  /** What Date32 and DateTime64 can hold. */
  private static final int FIRST_YEAR = 1900;

  private static final int LAST_YEAR = 2299;

  /**
   * Reads a bound of a date column (2024-05-01, or 2024-05 for the first of a month) or of a time
   * column (also 2024-05-01T10:00, in UTC, or with an offset).
   */
  static TimeBound parse(String parameter, String text, ColumnType type) {
    try {
      LocalDateTime time =
          type.kind() == ColumnType.Kind.DATE ? date(text).atStartOfDay() : time(text);
      if (time.getYear() < FIRST_YEAR || time.getYear() > LAST_YEAR) {
        throw wrong(parameter, text, "a year from %s to %s".formatted(FIRST_YEAR, LAST_YEAR));
      }
      return type.kind() == ColumnType.Kind.DATE ? ofDate(time.toLocalDate()) : ofTime(time);
    } catch (DateTimeException e) {
      throw wrong(
          parameter,
          text,
          type.kind() == ColumnType.Kind.DATE
              ? "a date such as 2024-05-01"
              : "a date such as 2024-05-01 or a time such as 2024-05-01T10:00:00Z"
                  + " (write the + of an offset as %2B)");
    }
  }

  boolean isBefore(TimeBound other) {
    return value.compareTo(other.value) < 0; // both in one form, padded, years of four digits
  }

  private static TimeBound ofDate(LocalDate date) {
    return new TimeBound(date.toString(), "Date32", date.toString());
  }

  private static TimeBound ofTime(LocalDateTime time) {
    Instant instant = time.toInstant(ZoneOffset.UTC);
    return new TimeBound(instant.toString(), "DateTime64(6, 'UTC')", CLICKHOUSE.format(time));
  }

  private static LocalDate date(String text) {
    if (MONTH.matcher(text).matches()) {
      return YearMonth.parse(text).atDay(1);
    }
    if (!DATE.matcher(text).matches()) {
      throw new DateTimeException("not a date");
    }
    return LocalDate.parse(text);
  }

  private static LocalDateTime time(String text) {
    if (!text.contains("T")) {
      return date(text).atStartOfDay();
    }
    boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
    return zoned
        ? OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
        : LocalDateTime.parse(text);
  }

  private static ProblemException wrong(String parameter, String text, String wanted) {
    return new ProblemException(
        ProblemKind.BAD_TIME,
        "%s must be %s; %s=%s.".formatted(parameter, wanted, parameter, text));
  }
}
