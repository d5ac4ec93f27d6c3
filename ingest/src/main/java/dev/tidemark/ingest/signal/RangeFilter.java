package dev.tidemark.ingest.signal;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Dataset.EventInterval;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.contract.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Optional;

/**
 * The condition that a row lies in an interval, in the source's SQL, on the bare column so that an
 * index on it can be used.
 *
 * <p>Wall-clock columns are read in the dataset's zone. Where its clock was put forward, the times
 * that never were are read as those an hour later, so around such a moment the condition may let
 * more rows through than the interval has; never fewer.
 */
final class RangeFilter {
  /** More than any change of an offset. */
  private static final Duration MARGIN = Duration.ofHours(24);

  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private RangeFilter() {}

  /**
   * Empty if no row can lie there: the second of two hours that the clock shows alike.
   *
   * @throws IllegalArgumentException if the dataset has no interval, or its column has a type that
   *     no interval can be cut of
   */
  static Optional<String> of(Source.Kind kind, Dataset dataset, Interval range) {
    EventInterval cut =
        dataset
            .interval()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "dataset '%s' has no interval".formatted(dataset.name())));
    Dataset.Column column =
        dataset
            .column(cut.column())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "dataset '%s': interval column '%s' is not among its columns"
                            .formatted(dataset.name(), cut.column())));
    String name = quoted(kind, column.source());
    return switch (column.type().toLowerCase(Locale.ROOT)) {
      case "timestamp" ->
          Optional.of(
              kind == Source.Kind.POSTGRES ? postgresInstants(name, range) : instants(name, range));
      case "timestamp_ntz" ->
          between(
              name,
              DATE_TIME.format(lower(range.start(), cut.zone())),
              DATE_TIME.format(upper(range.end(), cut.zone())));
      case "date" ->
          between(
              name,
              date(lower(range.start(), cut.zone())).toString(),
              date(upper(range.end(), cut.zone())).toString());
      default ->
          throw new IllegalArgumentException(
              "dataset '%s': no interval can be cut of column '%s' of type %s; use a date, timestamp or timestamp_ntz"
                  .formatted(dataset.name(), cut.column(), column.type()));
    };
  }

  private static String quoted(Source.Kind kind, String column) {
    return kind == Source.Kind.POSTGRES
        ? "\"" + column.replace("\"", "\"\"") + "\""
        : "`" + column.replace("`", "``") + "`";
  }

  private static String postgresInstants(String column, Interval range) {
    return "%s >= to_timestamp(%s) AND %s < to_timestamp(%s)"
        .formatted(column, range.start().getEpochSecond(), column, range.end().getEpochSecond());
  }

  /**
   * UNIX_TIMESTAMP is exact in any session zone; the wider bounds before it let an index be used.
   */
  private static String instants(String column, Interval range) {
    long from = range.start().getEpochSecond();
    long to = range.end().getEpochSecond();
    return "%s >= FROM_UNIXTIME(%s) AND %s < FROM_UNIXTIME(%s) AND UNIX_TIMESTAMP(%s) >= %s AND UNIX_TIMESTAMP(%s) < %s"
        .formatted(
            column,
            Math.max(0, from - MARGIN.toSeconds()),
            column,
            to + MARGIN.toSeconds(),
            column,
            from,
            column,
            to);
  }

  private static Optional<String> between(String column, String from, String to) {
    return from.compareTo(to) < 0
        ? Optional.of("%s >= '%s' AND %s < '%s'".formatted(column, from, column, to))
        : Optional.empty();
  }

  /** The first wall-clock time that is read as this instant or a later one. */
  private static LocalDateTime lower(Instant instant, ZoneId zone) {
    ZoneOffsetTransition change = change(instant, zone);
    if (change == null) {
      return LocalDateTime.ofInstant(instant, zone);
    }
    return change.isGap()
        ? LocalDateTime.ofInstant(instant, change.getOffsetBefore())
        : change.getDateTimeBefore();
  }

  /** The first wall-clock time after all that are read as an earlier instant. */
  private static LocalDateTime upper(Instant instant, ZoneId zone) {
    ZoneOffsetTransition change = change(instant, zone);
    if (change == null) {
      return LocalDateTime.ofInstant(instant, zone);
    }
    if (!change.isGap()) {
      return change.getDateTimeBefore();
    }
    ZoneOffset offset =
        instant.equals(change.getInstant()) ? change.getOffsetBefore() : change.getOffsetAfter();
    return LocalDateTime.ofInstant(instant, offset);
  }

  /** The change of the clock after which the instant lies no further than it was changed by. */
  private static ZoneOffsetTransition change(Instant instant, ZoneId zone) {
    ZoneOffsetTransition last = zone.getRules().previousTransition(instant.plusNanos(1));
    if (last == null) {
      return null;
    }
    Instant end = last.getInstant().plus(last.getDuration().abs());
    boolean within = last.isGap() ? !instant.isAfter(end) : instant.isBefore(end);
    return within ? last : null;
  }

  /** The first day that begins at this time or later. */
  private static LocalDate date(LocalDateTime time) {
    return time.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? time.toLocalDate()
        : time.toLocalDate().plusDays(1);
  }
}
