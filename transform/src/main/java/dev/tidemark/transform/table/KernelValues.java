package dev.tidemark.transform.table;

import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.ByteType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampNTZType;
import io.delta.kernel.types.TimestampType;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A value of a Spark row as Kernel stores it: days and microseconds as numbers, structs as arrays.
 */
final class KernelValues {
  private static final Map<Class<? extends DataType>, Class<?>> AS_THEY_ARE =
      Map.of(
          BooleanType.class, Boolean.class,
          ByteType.class, Byte.class,
          ShortType.class, Short.class,
          IntegerType.class, Integer.class,
          LongType.class, Long.class,
          FloatType.class, Float.class,
          DoubleType.class, Double.class,
          StringType.class, String.class,
          BinaryType.class, byte[].class);

  private KernelValues() {}

  /** The class whose values are stored as they are; empty if they become something else. */
  static Optional<Class<?>> plain(DataType type) {
    return Optional.ofNullable(AS_THEY_ARE.get(type.getClass()));
  }

  /**
   * @throws IllegalArgumentException if the value is not of the column's type
   */
  static Object of(String column, DataType type, Object value) {
    if (value == null) {
      return null;
    }
    Class<?> plain = AS_THEY_ARE.get(type.getClass());
    if (plain != null) {
      if (!plain.isInstance(value)) {
        throw unfit(column, type, value);
      }
      return value;
    }
    if (type instanceof DecimalType decimal && value instanceof BigDecimal number) {
      return decimal(column, decimal, number);
    }
    if (type instanceof DateType) {
      return (int) date(column, type, value).toEpochDay();
    }
    if (type instanceof TimestampType) {
      return micros(instant(column, type, value));
    }
    if (type instanceof TimestampNTZType && value instanceof LocalDateTime time) {
      return micros(time.toInstant(ZoneOffset.UTC));
    }
    return nested(column, type, value);
  }

  private static Object nested(String column, DataType type, Object value) {
    if (type instanceof StructType struct && value instanceof Row row) {
      return struct(struct, row);
    }
    if (type instanceof ArrayType array) {
      DataType element = array.getElementType();
      Object[] values =
          list(column, type, value).stream().map(item -> of(column, element, item)).toArray();
      return new VectorArray(new ValueVector(element, values));
    }
    if (type instanceof MapType map) {
      return map(column, map, value);
    }
    throw unfit(column, type, value);
  }

  private static Object[] struct(StructType type, Row row) {
    Object[] values = new Object[type.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = of(type.at(i).getName(), type.at(i).getDataType(), row.get(i));
    }
    return values;
  }

  private static VectorMap map(String column, MapType type, Object value) {
    Map<?, ?> entries;
    if (value instanceof Map<?, ?> map) {
      entries = map;
    } else if (value instanceof scala.collection.Map<?, ?> map) {
      entries = CollectionConverters.asJava(map);
    } else {
      throw unfit(column, type, value);
    }
    List<Object> keys = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    entries.forEach(
        (key, item) -> {
          keys.add(of(column, type.getKeyType(), key));
          values.add(of(column, type.getValueType(), item));
        });
    return new VectorMap(
        new ValueVector(type.getKeyType(), keys.toArray()),
        new ValueVector(type.getValueType(), values.toArray()));
  }

  private static Collection<?> list(String column, DataType type, Object value) {
    if (value instanceof Collection<?> list) {
      return list;
    }
    if (value instanceof scala.collection.Seq<?> seq) {
      return CollectionConverters.asJava(seq);
    }
    throw unfit(column, type, value);
  }

  private static BigDecimal decimal(String column, DecimalType type, BigDecimal number) {
    BigDecimal scaled;
    try {
      scaled = number.setScale(type.getScale());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "column '%s' is %s; a value of scale %s does not fit"
              .formatted(column, type, number.scale()),
          e);
    }
    if (scaled.precision() > type.getPrecision()) {
      throw new IllegalArgumentException(
          "column '%s' is %s; a value of %s digits does not fit"
              .formatted(column, type, scaled.precision()));
    }
    return scaled;
  }

  private static LocalDate date(String column, DataType type, Object value) {
    if (value instanceof LocalDate date) {
      return date;
    }
    if (value instanceof Date date) {
      return date.toLocalDate();
    }
    throw unfit(column, type, value);
  }

  private static Instant instant(String column, DataType type, Object value) {
    if (value instanceof Instant instant) {
      return instant;
    }
    if (value instanceof Timestamp timestamp) {
      return timestamp.toInstant();
    }
    throw unfit(column, type, value);
  }

  private static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  private static IllegalArgumentException unfit(String column, DataType type, Object value) {
    return new IllegalArgumentException(
        "column '%s' is %s, a %s cannot be written to it"
            .formatted(column, type, value.getClass().getName()));
  }
}
