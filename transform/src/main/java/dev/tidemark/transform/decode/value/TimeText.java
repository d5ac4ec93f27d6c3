package dev.tidemark.transform.decode.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Dates and times as text, in ISO 8601; a blank may stand for the T. */
final class TimeText {
  private TimeText() {}

  /** {@code 2024-05-01}; Debezium's IsoDate ends in a Z, which tells nothing. */
  static LocalDate date(String text) {
    try {
      return LocalDate.parse(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text);
    } catch (DateTimeException e) {
      throw new UnfitException("text of %s characters that is no date".formatted(text.length()));
    }
  }

  /** With its offset, if the text has one; else read in the zone. */
  static Instant instant(String text, ZoneId zone) {
    LocalDateTime utc = utc(text);
    if (utc != null) {
      return utc.toInstant(ZoneOffset.UTC);
    }
    try {
      String iso = text.replace(' ', 'T');
      return hasOffset(iso)
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw unreadable(text);
    }
  }

  /** What it says if it has no offset; else that instant, on a clock of the zone. */
  static LocalDateTime wallClock(String text, ZoneId zone) {
    String iso = text.replace(' ', 'T');
    if (hasOffset(iso)) {
      return LocalDateTime.ofInstant(instant(text, zone), zone);
    }
    try {
      return LocalDateTime.parse(iso);
    } catch (DateTimeException e) {
      throw unreadable(text);
    }
  }

  /** What Debezium's IsoTimestamp says: a wall-clock time with a Z that tells nothing. */
  static LocalDateTime isoTimestamp(String text) {
    return wallClock(text, ZoneOffset.UTC);
  }

  private static boolean hasOffset(String iso) {
    int time = iso.indexOf('T');
    return time > 0
        && (iso.endsWith("Z") || iso.indexOf('+', time) > 0 || iso.indexOf('-', time) > 0);
  }

  /**
   * {@code 2024-05-01T10:20:30[.123456]Z} without a formatter, which takes ten times as long; null
   * if it looks otherwise.
   */
  private static LocalDateTime utc(String text) {
    int end = text.length() - 1;
    if (end < 19 || text.charAt(end) != 'Z' || end > 29 || end == 20) {
      return null;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, 19);
    int fraction = end == 19 ? 0 : digits(text, 20, end);
    boolean plain =
        text.charAt(4) == '-'
            && text.charAt(7) == '-'
            && text.charAt(10) == 'T'
            && text.charAt(13) == ':'
            && text.charAt(16) == ':'
            && (end == 19 || text.charAt(19) == '.');
    if (!plain || (year | month | day | hour | minute | second | fraction) < 0) {
      return null;
    }
    try {
      return LocalDateTime.of(year, month, day, hour, minute, second, nanos(fraction, end - 20));
    } catch (DateTimeException e) {
      throw unreadable(text);
    }
  }

  private static int nanos(int fraction, int digits) {
    int nanos = fraction;
    for (int i = Math.max(digits, 0); i < 9; i++) {
      nanos *= 10;
    }
    return digits <= 0 ? 0 : nanos;
  }

  /** -1 if there is another character. */
  private static int digits(String text, int from, int until) {
    int number = 0;
    for (int i = from; i < until; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static UnfitException unreadable(String text) {
    return new UnfitException(
        "text of %s characters that is no date with time".formatted(text.length()));
  }
}
