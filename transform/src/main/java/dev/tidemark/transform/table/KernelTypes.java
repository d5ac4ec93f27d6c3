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
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampNTZType;
import io.delta.kernel.types.TimestampType;
import java.util.Locale;
import java.util.Map;

/**
 * Spark's types in Kernel's words. All columns may be null: what is written decides, not a rule.
 */
final class KernelTypes {
  private static final Map<String, DataType> SIMPLE =
      Map.ofEntries(
          Map.entry("boolean", BooleanType.BOOLEAN),
          Map.entry("tinyint", ByteType.BYTE),
          Map.entry("smallint", ShortType.SHORT),
          Map.entry("int", IntegerType.INTEGER),
          Map.entry("bigint", LongType.LONG),
          Map.entry("float", FloatType.FLOAT),
          Map.entry("double", DoubleType.DOUBLE),
          Map.entry("string", StringType.STRING),
          Map.entry("binary", BinaryType.BINARY),
          Map.entry("date", DateType.DATE),
          Map.entry("timestamp", TimestampType.TIMESTAMP),
          Map.entry("timestamp_ntz", TimestampNTZType.TIMESTAMP_NTZ));

  private KernelTypes() {}

  static StructType of(org.apache.spark.sql.types.StructType schema) {
    StructType result = new StructType();
    for (org.apache.spark.sql.types.StructField field : schema.fields()) {
      result = result.add(new StructField(field.name(), of(field.name(), field.dataType()), true));
    }
    return result;
  }

  private static DataType of(String column, org.apache.spark.sql.types.DataType type) {
    if (type instanceof org.apache.spark.sql.types.StructType struct) {
      return of(struct);
    }
    if (type instanceof org.apache.spark.sql.types.DecimalType decimal) {
      return new DecimalType(decimal.precision(), decimal.scale());
    }
    if (type instanceof org.apache.spark.sql.types.ArrayType array) {
      return new ArrayType(of(column, array.elementType()), true);
    }
    if (type instanceof org.apache.spark.sql.types.MapType map) {
      return new MapType(of(column, map.keyType()), of(column, map.valueType()), true);
    }
    DataType simple = SIMPLE.get(type.sql().toLowerCase(Locale.ROOT));
    if (simple == null) {
      throw new LakeException(
          "Column '%s' has type %s, which cannot be written; use one of %s, decimal, array, map or struct."
              .formatted(column, type.sql(), SIMPLE.keySet().stream().sorted().toList()));
    }
    return simple;
  }
}
