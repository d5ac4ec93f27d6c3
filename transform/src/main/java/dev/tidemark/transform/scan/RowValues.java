package dev.tidemark.transform.scan;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.MapValue;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.RowFactory;
import scala.jdk.javaapi.CollectionConverters;

/** A value of Kernel's as it stands in a row of Spark's, with the classes of java.time. */
final class RowValues {
  private static final long MICROS = TimeUnit.SECONDS.toMicros(1);

  private static final Map<Class<? extends DataType>, Cell> SIMPLE =
      Map.ofEntries(
          Map.entry(BooleanType.class, ColumnVector::getBoolean),
          Map.entry(ByteType.class, ColumnVector::getByte),
          Map.entry(ShortType.class, ColumnVector::getShort),
          Map.entry(IntegerType.class, ColumnVector::getInt),
          Map.entry(LongType.class, ColumnVector::getLong),
          Map.entry(FloatType.class, ColumnVector::getFloat),
          Map.entry(DoubleType.class, ColumnVector::getDouble),
          Map.entry(StringType.class, ColumnVector::getString),
          Map.entry(BinaryType.class, ColumnVector::getBinary),
          Map.entry(DecimalType.class, ColumnVector::getDecimal),
          Map.entry(DateType.class, (vector, row) -> LocalDate.ofEpochDay(vector.getInt(row))),
          Map.entry(TimestampType.class, (vector, row) -> instant(vector.getLong(row))),
          Map.entry(TimestampNTZType.class, (vector, row) -> wallClock(vector.getLong(row))));

  private RowValues() {}

  /** Takes a value that is not null out of a column. */
  private interface Cell {
    Object of(ColumnVector column, int row);
  }

  static Object of(ColumnVector column, int row) {
    if (column.isNullAt(row)) {
      return null;
    }
    DataType type = column.getDataType();
    Cell simple = SIMPLE.get(type.getClass());
    if (simple != null) {
      return simple.of(column, row);
    }
    if (type instanceof StructType struct) {
      Object[] values = new Object[struct.length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = of(column.getChild(i), row);
      }
      return RowFactory.create(values);
    }
    if (type instanceof ArrayType) {
      ArrayValue array = column.getArray(row);
      return CollectionConverters.asScala(list(array.getElements(), array.getSize())).toSeq();
    }
    if (type instanceof MapType) {
      return map(column.getMap(row));
    }
    throw new IllegalArgumentException("a column of type %s cannot be read".formatted(type));
  }

  private static List<Object> list(ColumnVector elements, int size) {
    List<Object> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(of(elements, i));
    }
    return values;
  }

  private static Object map(MapValue map) {
    List<Object> keys = list(map.getKeys(), map.getSize());
    List<Object> values = list(map.getValues(), map.getSize());
    Map<Object, Object> entries = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      entries.put(keys.get(i), values.get(i));
    }
    return CollectionConverters.asScala(entries);
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000L);
  }

  private static LocalDateTime wallClock(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, MICROS), (int) Math.floorMod(micros, MICROS) * 1_000, ZoneOffset.UTC);
  }
}
