package dev.tidemark.transform.rows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import scala.jdk.javaapi.CollectionConverters;

/** From Spark's internal values to those of rows, dates and times as java.time values. */
public final class JavaValues {
  private JavaValues() {}

  /** For values of this type that are not null. */
  public static UnaryOperator<Object> of(DataType type) {
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
    if (type instanceof StructType struct) {
      Rows rows = new Rows(struct);
      return value -> rows.of((InternalRow) value);
    }
    if (type instanceof ArrayType array) {
      UnaryOperator<Object> element = of(array.elementType());
      return value -> seq(list((ArrayData) value, array.elementType(), element));
    }
    if (type instanceof MapType map) {
      UnaryOperator<Object> key = of(map.keyType());
      UnaryOperator<Object> item = of(map.valueType());
      return value -> {
        MapData data = (MapData) value;
        return map(
            list(data.keyArray(), map.keyType(), key),
            list(data.valueArray(), map.valueType(), item));
      };
    }
    return UnaryOperator.identity();
  }

  /** Rows of one schema. */
  public static final class Rows {
    private final StructField[] fields;
    private final List<UnaryOperator<Object>> values;

    public Rows(StructType schema) {
      this.fields = schema.fields();
      this.values = Arrays.stream(fields).map(field -> JavaValues.of(field.dataType())).toList();
    }

    public Row of(InternalRow row) {
      Object[] all = new Object[fields.length];
      for (int i = 0; i < all.length; i++) {
        all[i] = row.isNullAt(i) ? null : values.get(i).apply(row.get(i, fields[i].dataType()));
      }
      return RowFactory.create(all);
    }
  }

  private static List<Object> list(ArrayData data, DataType type, UnaryOperator<Object> element) {
    List<Object> values = new ArrayList<>(data.numElements());
    for (int i = 0; i < data.numElements(); i++) {
      values.add(data.isNullAt(i) ? null : element.apply(data.get(i, type)));
    }
    return values;
  }

  private static Object seq(List<Object> values) {
    return CollectionConverters.asScala(values).toSeq();
  }

  private static Object map(List<Object> keys, List<Object> values) {
    Map<Object, Object> entries = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      entries.put(keys.get(i), values.get(i));
    }
    return CollectionConverters.asScala(entries);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
