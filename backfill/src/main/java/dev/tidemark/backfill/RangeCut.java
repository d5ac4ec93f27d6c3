package dev.tidemark.backfill;

import dev.tidemark.contract.conf.Dataset.EventInterval;
import dev.tidemark.contract.time.Grain;
import dev.tidemark.contract.time.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** From two dates of a command line to whole intervals of a dataset, and back to text. */
record RangeCut(EventInterval interval) {
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mmxxx", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("yyyy-MM", Locale.ROOT);

  /**
   * The intervals from {@code from} up to, and not including, {@code to}; newest first.
   *
   * @param from a date, or a date and a time, on the clock of the dataset's zone
   * @throws IllegalArgumentException if one is not on a border, or the range is empty
   */
  List<Interval> newestFirst(String from, String to) {
    LocalDateTime first = border("--from", from);
    LocalDateTime end = border("--to", to);
    if (!first.isBefore(end)) {
      throw new IllegalArgumentException(
          "--to %s is not after --from %s; --to is excluded, so one %s is --from %s --to %s"
              .formatted(
                  to,
                  from,
                  interval.grain(),
                  shortest(first),
                  shortest(interval.grain().next(first))));
    }
    List<Interval> intervals = new ArrayList<>();
    Instant last = end.atZone(interval.zone()).toInstant();
    Instant at = first.atZone(interval.zone()).toInstant();
    while (at.isBefore(last)) {
      Interval next = Interval.of(at, interval.grain(), interval.zone());
      intervals.add(next);
      at = next.end();
    }
    Collections.reverse(intervals);
    return intervals;
  }

  /** The interval as a person names it: a month, a day, or an hour with its offset from UTC. */
  String name(Interval one) {
    return format(interval.grain()).format(one.start().atZone(interval.zone()));
  }

  private LocalDateTime border(String option, String text) {
    LocalDateTime time = parse(option, text);
    LocalDateTime start = interval.grain().startOf(time);
    if (!start.equals(time)) {
      throw new IllegalArgumentException(
          "%s %s is not the start of %s %s; the nearest are %s and %s"
              .formatted(
                  option,
                  text,
                  interval.grain() == Grain.HOUR ? "an" : "a",
                  interval.grain(),
                  shortest(start),
                  shortest(interval.grain().next(start))));
    }
    return time;
  }

  private static LocalDateTime parse(String option, String text) {
    try {
      return text.contains("T") ? LocalDateTime.parse(text) : LocalDate.parse(text).atStartOfDay();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "%s '%s' is no date; write it like 2026-03-01 or 2026-03-01T14:00"
              .formatted(option, text),
          e);
    }
  }

  private String shortest(LocalDateTime time) {
    return interval.grain() == Grain.HOUR ? time.toString() : time.toLocalDate().toString();
  }

  private static DateTimeFormatter format(Grain grain) {
    return switch (grain) {
      case HOUR -> HOUR;
      case DAY -> DAY;
      case MONTH -> MONTH;
    };
  }
}
