package dev.tidemark.transform.rows;

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
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** From what Kernel has read to Spark's internal values. */
public final class InternalValues {
  private static final Map<Class<? extends DataType>, Cell> SIMPLE =
      Map.ofEntries(
          Map.entry(BooleanType.class, ColumnVector::getBoolean),
          Map.entry(ByteType.class, ColumnVector::getByte),
          Map.entry(ShortType.class, ColumnVector::getShort),
          Map.entry(IntegerType.class, ColumnVector::getInt),
          Map.entry(LongType.class, ColumnVector::getLong),
          Map.entry(FloatType.class, ColumnVector::getFloat),
          Map.entry(DoubleType.class, ColumnVector::getDouble),
          Map.entry(
              StringType.class, (vector, row) -> UTF8String.fromString(vector.getString(row))),
          Map.entry(BinaryType.class, ColumnVector::getBinary),
          Map.entry(DecimalType.class, InternalValues::decimal),
          Map.entry(DateType.class, ColumnVector::getInt),
          Map.entry(TimestampType.class, ColumnVector::getLong),
          Map.entry(TimestampNTZType.class, ColumnVector::getLong));

  private InternalValues() {}

  /** Takes a value that is not null out of a column. */
  private interface Cell {
    Object of(ColumnVector column, int row);
  }

  /** Null for a null. */
  public static Object of(ColumnVector column, int row) {
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
      return new GenericInternalRow(values);
    }
    if (type instanceof ArrayType) {
      ArrayValue array = column.getArray(row);
      return array(array.getElements(), array.getSize());
    }
    if (type instanceof MapType) {
      MapValue map = column.getMap(row);
      return new ArrayBasedMapData(
          array(map.getKeys(), map.getSize()), array(map.getValues(), map.getSize()));
    }
    throw new IllegalArgumentException("a column of type %s cannot be read".formatted(type));
  }

  private static Decimal decimal(ColumnVector column, int row) {
    DecimalType type = (DecimalType) column.getDataType();
    return Decimal.apply(column.getDecimal(row), type.getPrecision(), type.getScale());
  }

  private static GenericArrayData array(ColumnVector elements, int size) {
    Object[] values = new Object[size];
    for (int i = 0; i < size; i++) {
      values[i] = of(elements, i);
    }
    return new GenericArrayData(values);
  }
}
