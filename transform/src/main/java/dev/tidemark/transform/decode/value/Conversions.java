package dev.tidemark.transform.decode.value;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

/** The way from a carried value to a column's type. */
public final class Conversions {
  private static final int FLOAT_DIGITS = 9;

  private Conversions() {}

  /**
   * @param zone on whose clock wall-clock times and instants become each other
   * @throws IllegalArgumentException if no value can have the target type
   */
  public static Conversion of(ConnectType type, DataType target, ZoneId zone) {
    Conversion fit = Fitting.of(target, zone);
    return type.kind() == ConnectType.Kind.UNTYPED
        ? untyped(target).then(fit)
        : Meaning.of(type).then(fit);
  }

  /**
   * JSON without a schema has fewer types than we: bytes come in base64, dates as text or days
   * since 1970; a number with a fraction means the float nearest to it where a float is wanted.
   */
  private static Conversion untyped(DataType target) {
    if (target instanceof BinaryType) {
      return value -> value instanceof String text ? base64(text) : value;
    }
    if (target instanceof DateType) {
      return value -> value instanceof Long days ? LocalDate.ofEpochDay(days) : value;
    }
    if (target instanceof DoubleType) {
      return value -> value instanceof BigDecimal number ? number.doubleValue() : value;
    }
    if (target instanceof FloatType) {
      return value ->
          value instanceof BigDecimal number
                  && number.stripTrailingZeros().precision() <= FLOAT_DIGITS
              ? number.floatValue()
              : value;
    }
    return value -> value;
  }

  private static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new UnfitException("text of %s characters that is no base64".formatted(text.length()));
    }
  }
}
