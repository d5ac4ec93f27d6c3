package dev.tidemark.transform.publish;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/**
 * ClickHouse's types for Spark's, as {@code system.columns} spells them.
 *
 * <p>Wall-clock times are kept as if in UTC; bytes are a String; intervals are months or
 * microseconds. Lists and maps cannot be null in ClickHouse: a null one is empty.
 */
final class ColumnTypes {
  static final String INSTANT = "DateTime64(6, 'UTC')";

  private ColumnTypes() {}

  static String of(DataType type) {
    if (type instanceof ArrayType array) {
      return "Array(%s)".formatted(of(array.elementType()));
    }
    if (type instanceof MapType map) {
      return "Map(%s, %s)".formatted(plain(map.keyType()), of(map.valueType()));
    }
    if (type instanceof StructType struct) {
      return Arrays.stream(struct.fields())
          .map(field -> "%s %s".formatted(field.name(), of(field.dataType())))
          .collect(Collectors.joining(", ", "Tuple(", ")"));
    }
    return "Nullable(%s)".formatted(plain(type));
  }

  private static String plain(DataType type) {
    if (type instanceof DecimalType decimal) {
      return "Decimal(%s, %s)".formatted(decimal.precision(), decimal.scale());
    }
    if (type instanceof TimestampType || type instanceof TimestampNTZType) {
      return INSTANT;
    }
    if (type instanceof DateType) {
      return "Date32";
    }
    if (type instanceof BooleanType) {
      return "Bool";
    }
    if (type instanceof FloatType) {
      return "Float32";
    }
    return type instanceof DoubleType ? "Float64" : integerOrText(type);
  }

  private static String integerOrText(DataType type) {
    if (type instanceof ByteType) {
      return "Int8";
    }
    if (type instanceof ShortType) {
      return "Int16";
    }
    if (type instanceof IntegerType || type instanceof YearMonthIntervalType) {
      return "Int32";
    }
    if (type instanceof LongType || type instanceof DayTimeIntervalType) {
      return "Int64";
    }
    return "String";
  }
}
