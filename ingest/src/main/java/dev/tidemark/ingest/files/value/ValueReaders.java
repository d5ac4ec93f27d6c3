package dev.tidemark.ingest.files.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Base64;

/** Readers for each type of column. */
public final class ValueReaders {
  private static final long MILLION = 1_000_000;

  private ValueReaders() {}

  /**
   * @param words a boolean's two words
   */
  public static ValueReader of(
      ColumnType type, NumberStyle numbers, TimeStyle times, BooleanWords words) {
    return switch (type.kind()) {
      case STRING -> ValueReaders::text;
      case BOOLEAN -> filled(raw -> bool(raw, words));
      case INT ->
          number(type, numbers, n -> (int) whole(n, type, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case BIGINT -> number(type, numbers, n -> whole(n, type, Long.MIN_VALUE, Long.MAX_VALUE));
      case DOUBLE -> number(type, numbers, n -> real(n, type));
      case DECIMAL -> number(type, numbers, n -> decimal(n, type));
      case DATE, TIMESTAMP, TIMESTAMP_NTZ -> time(type, times.reader());
      case BINARY -> filled(raw -> base64(raw));
    };
  }

  private static Object text(Object raw) {
    if (raw instanceof BigDecimal number) {
      return number.toString();
    }
    return raw == null ? null : raw.toString();
  }

  /** Spaces around anything but a text mean nothing, and an empty one is none. */
  private static ValueReader filled(ValueReader reader) {
    return raw -> {
      if (!(raw instanceof String text)) {
        return raw == null ? null : reader.of(raw);
      }
      String stripped = text.strip();
      return stripped.isEmpty() ? null : reader.of(stripped);
    };
  }

  private static Object bool(Object raw, BooleanWords words) {
    if (raw instanceof Boolean) {
      return raw;
    }
    return words.of(raw);
  }

  private interface NumberFit {
    Object of(BigDecimal number);
  }

  private static ValueReader number(ColumnType type, NumberStyle style, NumberFit fit) {
    NumberStyle.Reader reader = style.reader();
    return filled(
        raw -> {
          if (raw instanceof BigDecimal number) {
            return fit.of(NumberStyle.Reader.bounded(number, type));
          }
          if (raw instanceof String text) {
            return fit.of(reader.of(text, type));
          }
          throw UnfitValueException.of(raw, "no %s".formatted(type));
        });
  }

  private static long whole(BigDecimal number, ColumnType type, long least, long most) {
    if (number.stripTrailingZeros().scale() > 0) {
      throw UnfitValueException.of(number, "no whole number, and the column %s".formatted(type));
    }
    if (number.compareTo(BigDecimal.valueOf(least)) < 0
        || number.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw UnfitValueException.of(number, "beyond %s".formatted(type));
    }
    return number.longValueExact();
  }

  private static Object real(BigDecimal number, ColumnType type) {
    double nearest = number.doubleValue();
    if (Double.isInfinite(nearest)) {
      throw UnfitValueException.of(number, "beyond %s".formatted(type));
    }
    return nearest;
  }

  private static Object decimal(BigDecimal number, ColumnType type) {
    if (number.stripTrailingZeros().scale() > type.scale()) {
      throw UnfitValueException.of(
          number, "finer than %s, which would have to round it".formatted(type));
    }
    BigDecimal scaled = number.setScale(type.scale(), RoundingMode.UNNECESSARY);
    if (scaled.precision() > type.precision()) {
      throw UnfitValueException.of(number, "beyond %s".formatted(type));
    }
    return scaled;
  }

  private static ValueReader time(ColumnType type, TimeStyle.Reader reader) {
    return filled(
        raw -> {
          if (!(raw instanceof String text)) {
            throw UnfitValueException.of(raw, "no text, as a %s has to be".formatted(type));
          }
          return switch (type.kind()) {
            case DATE -> (int) reader.date(text, type).toEpochDay();
            case TIMESTAMP -> zoned(reader.instant(text, type));
            default -> micros(reader.wallClock(text, type));
          };
        });
  }

  private static String zoned(Instant instant) {
    return instant.toString(); // ISO with Z, which is how Debezium has it
  }

  private static long micros(LocalDateTime time) {
    return time.toEpochSecond(ZoneOffset.UTC) * MILLION + time.get(ChronoField.MICRO_OF_SECOND);
  }

  private static Object base64(Object raw) {
    try {
      return ByteBuffer.wrap(Base64.getDecoder().decode(raw.toString()));
    } catch (IllegalArgumentException e) {
      throw UnfitValueException.of(raw, "no base64");
    }
  }
}
