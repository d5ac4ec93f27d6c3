package dev.tidemark.transform.index;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** From Spark's internal values to those of rows, dates and times as java.time values. */
final class JavaValues {
  private JavaValues() {}

  static UnaryOperator<Object> of(DataType type) {
    if (type instanceof StringType) {
      return Object::toString;
    }
    if (type instanceof DecimalType) {
      return value -> ((Decimal) value).toJavaBigDecimal();
    }
    if (type instanceof DateType) {
      return value -> LocalDate.ofEpochDay((Integer) value);
    }
    if (type instanceof TimestampType) {
      return value -> instant((Long) value);
    }
    if (type instanceof TimestampNTZType) {
      return value -> LocalDateTime.ofInstant(instant((Long) value), ZoneOffset.UTC);
    }
    return UnaryOperator.identity();
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
