package dev.tidemark.transform.decode.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * What a carried value stands for, by its type's name as Debezium's connectors and Connect set it:
 * Boolean, Long, BigDecimal, Float, Double, String, byte[], LocalDate, LocalDateTime (a wall
 * clock), Instant, or one of this package's own. Of a list it is its text in JSON.
 */
final class Meaning {
  private static final long MILLION = 1_000_000;

  private Meaning() {}

  /** Steps from the plain carried value: Boolean, Long, Float, Double, String, byte[], Object[]. */
  static Conversion of(ConnectType type) {
    return switch (type.name()) {
      case "org.apache.kafka.connect.data.Decimal", "avro.decimal" -> decimal(type);
      case "io.debezium.data.VariableScaleDecimal" -> variableScaleDecimal(type);
      case "org.apache.kafka.connect.data.Date", "io.debezium.time.Date", "avro.date" ->
          days -> date((Long) days);
      case "org.apache.kafka.connect.data.Timestamp",
          "io.debezium.time.Timestamp",
          "avro.local-timestamp-millis" ->
          millis -> wallClock((Long) millis, 1_000);
      case "io.debezium.time.MicroTimestamp", "avro.local-timestamp-micros" ->
          micros -> wallClock((Long) micros, MILLION);
      case "io.debezium.time.NanoTimestamp" -> nanos -> wallClock((Long) nanos, 1_000 * MILLION);
      case "avro.timestamp-millis" ->
          millis -> wallClock((Long) millis, 1_000).toInstant(ZoneOffset.UTC);
      case "avro.timestamp-micros" ->
          micros -> wallClock((Long) micros, MILLION).toInstant(ZoneOffset.UTC);
      case "io.debezium.time.ZonedTimestamp" ->
          text -> TimeText.instant((String) text, ZoneOffset.UTC);
      case "io.debezium.time.IsoTimestamp" -> text -> TimeText.isoTimestamp((String) text);
      case "io.debezium.time.IsoDate" -> text -> TimeText.date((String) text);
      case "org.apache.kafka.connect.data.Time", "io.debezium.time.Time", "avro.time-millis" ->
          millis -> new ClockTime(Math.multiplyExact((Long) millis, 1_000L));
      case "io.debezium.time.MicroTime", "avro.time-micros" ->
          micros -> new ClockTime((Long) micros);
      case "io.debezium.time.NanoTime" -> nanos -> new ClockTime(micros((Long) nanos));
      case "io.debezium.data.Bits" -> bits(type);
      default -> plain(type);
    };
  }

  private static Conversion plain(ConnectType type) {
    if (type.name().startsWith("io.debezium.data.geometry.")) {
      int wkb = position(type, "wkb");
      return struct -> part(struct, wkb);
    }
    return switch (type.kind()) {
      case LIST -> ListText.of(of(type.element()));
      case STRUCT, OTHER -> value -> refuse("a map or struct");
      default -> value -> value;
    };
  }

  private static Conversion decimal(ConnectType type) {
    int scale = Integer.parseInt(type.parameters().getOrDefault("scale", "0"));
    // JSON may carry it as a number
    return value -> value instanceof BigDecimal number ? number : decimal((byte[]) value, scale);
  }

  private static Conversion variableScaleDecimal(ConnectType type) {
    int scale = position(type, "scale");
    int value = position(type, "value");
    return struct ->
        decimal((byte[]) part(struct, value), Math.toIntExact((Long) part(struct, scale)));
  }

  private static BigDecimal decimal(byte[] unscaled, int scale) {
    if (unscaled.length == 0) {
      throw new UnfitException("a decimal without digits");
    }
    if (unscaled.length > Long.BYTES) {
      return new BigDecimal(new BigInteger(unscaled), scale);
    }
    long number = unscaled[0];
    for (int i = 1; i < unscaled.length; i++) {
      number = number << 8 | (unscaled[i] & 0xff);
    }
    return BigDecimal.valueOf(number, scale);
  }

  private static Conversion bits(ConnectType type) {
    int length = Integer.parseInt(type.parameters().getOrDefault("length", "0"));
    return value -> BitField.of((byte[]) value, length);
  }

  private static LocalDate date(long days) {
    try {
      return LocalDate.ofEpochDay(days);
    } catch (DateTimeException e) {
      throw new UnfitException("a date beyond the calendar");
    }
  }

  private static LocalDateTime wallClock(long ticks, long ticksPerSecond) {
    try {
      int nanos = (int) (Math.floorMod(ticks, ticksPerSecond) * (1_000 * MILLION / ticksPerSecond));
      return LocalDateTime.ofEpochSecond(
          Math.floorDiv(ticks, ticksPerSecond), nanos, ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new UnfitException("a timestamp beyond the calendar");
    }
  }

  private static long micros(long nanos) {
    if (nanos % 1_000 != 0) {
      throw new UnfitException("a time with nanoseconds");
    }
    return nanos / 1_000;
  }

  private static int position(ConnectType type, String field) {
    return type.field(field).map(ConnectType.Field::position).orElse(-1);
  }

  private static Object part(Object struct, int position) {
    Object[] parts = (Object[]) struct;
    if (position < 0 || position >= parts.length || parts[position] == null) {
      throw new UnfitException("a struct that lacks a part");
    }
    return parts[position];
  }

  private static Object refuse(String what) {
    throw new UnfitException(what);
  }
}
