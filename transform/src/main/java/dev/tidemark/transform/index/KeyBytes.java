package dev.tidemark.transform.index;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;

/** Keys as bytes: equal exactly where SQL's {@code =} is true of each of their values. */
final class KeyBytes {
  private static final Set<DataType> NUMBERS =
      Set.of(
          DataTypes.ByteType,
          DataTypes.ShortType,
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.DateType,
          DataTypes.TimestampType,
          DataTypes.TimestampNTZType,
          DataTypes.BooleanType,
          DataTypes.FloatType,
          DataTypes.DoubleType);

  private KeyBytes() {}

  /** Text with a collation of its own is equal to more than itself. */
  static boolean canBe(DataType type) {
    return NUMBERS.contains(type)
        || type instanceof DecimalType
        || type instanceof BinaryType
        || (type instanceof StringType text && text.supportsBinaryEquality());
  }

  /**
   * @param values in Spark's internal form, none null, decimals of one scale a column
   */
  static byte[] of(Object[] values) {
    if (values.length == 1) {
      return of(values[0]);
    }
    byte[][] parts = new byte[values.length][];
    int length = 0;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = of(values[i]);
      length += 4 + parts[i].length;
    }
    ByteBuffer key = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      key.putInt(part.length).put(part);
    }
    return key.array();
  }

  private static byte[] of(Object value) {
    if (value instanceof UTF8String text) {
      return text.getBytes();
    }
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    if (value instanceof ByteBuffer bytes) {
      return Arrays.copyOfRange(
          bytes.array(), bytes.arrayOffset(), bytes.arrayOffset() + bytes.limit());
    }
    if (value instanceof Decimal decimal) {
      return decimal.toJavaBigDecimal().unscaledValue().toByteArray();
    }
    byte[] bytes = new byte[8];
    ByteBuffer.wrap(bytes).putLong(number(value));
    return bytes;
  }

  private static long number(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.doubleToLongBits(number == 0 ? 0.0 : number); // -0.0 = 0.0, NaN = NaN
    }
    return ((Number) value).longValue();
  }
}
