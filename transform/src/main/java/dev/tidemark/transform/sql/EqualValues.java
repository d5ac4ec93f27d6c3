package dev.tidemark.transform.sql;

import java.nio.ByteBuffer;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Spark's internal values as keys of Java's maps. */
public final class EqualValues {
  private EqualValues() {}

  /** Equal to another value's key exactly where SQL's {@code =} is true; null stays null. */
  public static Object key(Object internal) {
    return internal instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : internal;
  }

  /** False for types whose equality is more than that of their bytes: floats, collated text. */
  static boolean areExact(DataType type) {
    return type instanceof IntegralType
        || type instanceof DecimalType
        || type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType
        || type instanceof BooleanType
        || type instanceof BinaryType
        || type.equals(DataTypes.StringType);
  }
}
