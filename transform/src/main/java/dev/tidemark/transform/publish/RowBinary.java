package dev.tidemark.transform.publish;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** Writes values as ClickHouse's RowBinary, in the types of {@link ColumnTypes}. */
final class RowBinary {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);

  byte[] bytes() {
    return out.toByteArray();
  }

  /** A value of {@link ColumnTypes#of}. */
  void value(Object value, DataType type) {
    if (type instanceof ArrayType array) {
      array(value, array);
    } else if (type instanceof MapType map) {
      map(value, map);
    } else if (type instanceof StructType struct) {
      for (int i = 0; i < struct.size(); i++) {
        Object field = value == null ? null : ((Row) value).get(i);
        value(field, struct.fields()[i].dataType());
      }
    } else if (value == null) {
      out.write(1);
    } else {
      out.write(0);
      plain(value, type);
    }
  }

  private void array(Object value, ArrayType type) {
    scala.collection.Seq<?> elements =
        value == null ? scala.collection.immutable.Nil$.MODULE$ : (scala.collection.Seq<?>) value;
    length(elements.size());
    CollectionConverters.asJava(elements).forEach(element -> value(element, type.elementType()));
  }

  private void map(Object value, MapType type) {
    Map<?, ?> entries =
        value == null ? Map.of() : CollectionConverters.asJava((scala.collection.Map<?, ?>) value);
    length(entries.size());
    entries.forEach(
        (key, each) -> {
          plain(key, type.keyType());
          value(each, type.valueType());
        });
  }

  private void plain(Object value, DataType type) {
    if (value instanceof BigDecimal decimal) {
      decimal(decimal, (DecimalType) type);
    } else if (value instanceof Instant instant) {
      instant(instant);
    } else if (value instanceof LocalDateTime wall) {
      instant(wall.toInstant(ZoneOffset.UTC));
    } else if (value instanceof LocalDate date) {
      littleEndian(date.toEpochDay(), 4);
    } else if (value instanceof Boolean bool) {
      out.write(bool ? 1 : 0);
    } else if (value instanceof Number number) {
      number(number);
    } else if (value instanceof byte[] bytes) {
      text(bytes);
    } else if (value instanceof Period months) {
      littleEndian(months.toTotalMonths(), 4);
    } else if (value instanceof Duration duration) {
      littleEndian(duration.dividedBy(Duration.of(1, ChronoUnit.MICROS)), 8);
    } else {
      text(value.toString());
    }
  }

  private void number(Number number) {
    if (number instanceof Double real) {
      littleEndian(Double.doubleToLongBits(real), 8);
    } else if (number instanceof Float real) {
      littleEndian(Float.floatToIntBits(real), 4);
    } else if (number instanceof Long) {
      littleEndian(number.longValue(), 8);
    } else if (number instanceof Integer) {
      littleEndian(number.longValue(), 4);
    } else {
      littleEndian(number.longValue(), number instanceof Short ? 2 : 1);
    }
  }

  /** Microseconds since 1970. */
  void instant(Instant instant) {
    littleEndian(ChronoUnit.MICROS.between(Instant.EPOCH, instant), 8);
  }

  void nullableInstant(Instant instant) {
    out.write(instant == null ? 1 : 0);
    if (instant != null) {
      instant(instant);
    }
  }

  void uint64(long value) {
    littleEndian(value, 8);
  }

  void uint32(long value) {
    littleEndian(value, 4);
  }

  void uint8(int value) {
    out.write(value);
  }

  void text(String text) {
    text(text.getBytes(StandardCharsets.UTF_8));
  }

  private void text(byte[] bytes) {
    length(bytes.length);
    out.writeBytes(bytes);
  }

  private void decimal(BigDecimal value, DecimalType type) {
    BigInteger unscaled = value.setScale(type.scale()).unscaledValue();
    int width = type.precision() <= 9 ? 4 : type.precision() <= 18 ? 8 : 16;
    byte[] bigEndian = unscaled.toByteArray();
    int sign = unscaled.signum() < 0 ? 0xff : 0;
    for (int i = 0; i < width; i++) {
      int from = bigEndian.length - 1 - i;
      out.write(from >= 0 ? bigEndian[from] : sign);
    }
  }

  private void littleEndian(long value, int width) {
    for (int i = 0; i < width; i++) {
      out.write((int) (value >>> (8 * i)));
    }
  }

  /** Unsigned LEB128. */
  private void length(int length) {
    int rest = length;
    while (rest >= 0x80) {
      out.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
