package dev.tidemark.transform.decode.value;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Values described for messages: of what kind and size, never what they say. */
final class ValueKind {
  private ValueKind() {}

  static UnfitException unfit(Object value) {
    return new UnfitException(of(value));
  }

  private static String of(Object value) {
    if (value instanceof Long) {
      return "an integer";
    }
    if (value instanceof BigDecimal number) {
      return "a decimal of %s digits, %s of them after the point"
          .formatted(Math.max(number.precision(), number.scale()), Math.max(number.scale(), 0));
    }
    if (value instanceof Float || value instanceof Double) {
      return "a floating-point number";
    }
    if (value instanceof String text) {
      return "text of %s characters".formatted(text.length());
    }
    if (value instanceof byte[] bytes) {
      return "%s bytes".formatted(bytes.length);
    }
    if (value instanceof LocalDate) {
      return "a date";
    }
    if (value instanceof LocalDateTime || value instanceof Instant) {
      return "a date with time";
    }
    if (value instanceof ClockTime) {
      return "a time";
    }
    return value instanceof BitField ? "a bit field" : "a truth value";
  }
}
