package dev.tidemark.transform.decode.value;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** What a value means, exactly, in the type of its column; or a refusal. */
final class Fitting {
  private static final DateTimeFormatter WALL_CLOCK =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);
  private static final int MOST_PLAIN_DIGITS = 1_000;
  // what Delta and ClickHouse can both hold
  private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  private Fitting() {}

  static Conversion of(DataType target, ZoneId zone) {
    if (target instanceof BooleanType) {
      return Fitting::bool;
    }
    if (target instanceof ByteType) {
      return value -> (byte) Numbers.integer(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }
    if (target instanceof ShortType) {
      return value -> (short) Numbers.integer(value, Short.MIN_VALUE, Short.MAX_VALUE);
    }
    if (target instanceof IntegerType) {
      return value -> (int) Numbers.integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (target instanceof LongType) {
      return value -> Numbers.integer(value, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (target instanceof DecimalType decimal) {
      return value -> Numbers.decimal(value, decimal.precision(), decimal.scale());
    }
    if (target instanceof FloatType) {
      return Numbers::float32;
    }
    if (target instanceof DoubleType) {
      return Numbers::float64;
    }
    return other(target, zone);
  }

  private static Conversion other(DataType target, ZoneId zone) {
    // not char(n) and varchar(n), which pad and cut
    if (target instanceof StringType && target.sql().equalsIgnoreCase("string")) {
      return Fitting::text;
    }
    if (target instanceof BinaryType) {
      return Fitting::bytes;
    }
    if (target instanceof DateType) {
      return value -> inCalendar(date(value));
    }
    if (target instanceof TimestampType) {
      return value -> instant(value, zone);
    }
    if (target instanceof TimestampNTZType) {
      return value -> wallClock(value, zone);
    }
    throw new IllegalArgumentException(
        "type %s cannot be a column's; use boolean, tinyint, smallint, int, bigint, decimal(p,s), float, double, string, binary, date, timestamp or timestamp_ntz"
            .formatted(target.sql().toLowerCase(Locale.ROOT)));
  }

  private static Object bool(Object value) {
    if (value instanceof Boolean) {
      return value;
    }
    if (value instanceof String text) {
      if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
        return text.equalsIgnoreCase("true");
      }
      throw ValueKind.unfit(value);
    }
    if (value instanceof Long || value instanceof BitField) {
      return Numbers.integer(value, 0, 1) == 1;
    }
    throw ValueKind.unfit(value);
  }

  static Object text(Object value) {
    if (value instanceof String) {
      return value;
    }
    if (value instanceof byte[] bytes) {
      return utf8(bytes);
    }
    if (value instanceof BigDecimal number) {
      return Math.abs((long) number.scale()) > MOST_PLAIN_DIGITS
          ? number.toString()
          : number.toPlainString();
    }
    if (value instanceof LocalDateTime time) {
      return WALL_CLOCK.format(time);
    }
    if (value instanceof BitField) {
      throw ValueKind.unfit(value);
    }
    return value.toString(); // ISO for dates and instants
  }

  private static Object bytes(Object value) {
    if (value instanceof byte[]) {
      return value;
    }
    if (value instanceof BitField field) {
      return field.bytes();
    }
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    throw ValueKind.unfit(value);
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UnfitException("%s bytes that are no UTF-8 text".formatted(bytes.length));
    }
  }

  private static LocalDate date(Object value) {
    if (value instanceof LocalDate date) {
      return date;
    }
    if (value instanceof LocalDateTime time && time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      return time.toLocalDate();
    }
    if (value instanceof String text) {
      return TimeText.date(text);
    }
    throw ValueKind.unfit(value);
  }

  private static Instant instant(Object value, ZoneId zone) {
    if (value instanceof Instant instant) {
      inCalendar(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
      return instant;
    }
    if (value instanceof String text) {
      return instant(TimeText.instant(text, zone), zone);
    }
    return instant(wallClock(value, zone).atZone(zone).toInstant(), zone);
  }

  private static LocalDateTime wallClock(Object value, ZoneId zone) {
    if (value instanceof LocalDateTime time) {
      return inCalendar(time);
    }
    if (value instanceof Instant instant) {
      return inCalendar(LocalDateTime.ofInstant(instant, zone));
    }
    if (value instanceof LocalDate date) {
      return inCalendar(date).atStartOfDay();
    }
    if (value instanceof String text) {
      return inCalendar(TimeText.wallClock(text, zone));
    }
    throw ValueKind.unfit(value);
  }

  private static LocalDateTime inCalendar(LocalDateTime time) {
    inCalendar(time.toLocalDate());
    if (time.get(ChronoField.NANO_OF_SECOND) % 1_000 != 0) {
      throw new UnfitException("a timestamp with nanoseconds");
    }
    return time;
  }

  private static LocalDate inCalendar(LocalDate date) {
    if (date.isBefore(FIRST_DAY) || date.isAfter(LAST_DAY)) {
      throw new UnfitException("a date outside the years 1 to 9999");
    }
    return date;
  }
}
