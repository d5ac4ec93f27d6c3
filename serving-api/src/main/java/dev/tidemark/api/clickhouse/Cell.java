package dev.tidemark.api.clickhouse;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** From the driver's values to those that JSON can carry without loss. */
final class Cell {
  private Cell() {}

  /** Null, a boolean, an exact number, a finite floating one, or text; times as instants. */
  static Object of(Object value) {
    if (value == null
        || value instanceof BigDecimal
        || value instanceof BigInteger
        || value instanceof Boolean
        || value instanceof String) {
      return value;
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number) ? (Object) new BigDecimal(value.toString()) : null;
    }
    if (value instanceof Number number) {
      return number.longValue();
    }
    if (value instanceof ZonedDateTime time) {
      return time.toInstant().toString();
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant().toString();
    }
    if (value instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC).toString();
    }
    if (value instanceof Instant time) {
      return time.toString();
    }
    return value.toString();
  }
}
