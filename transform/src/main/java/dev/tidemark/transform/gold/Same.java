package dev.tidemark.transform.gold;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** Values of Spark's rows in a form whose {@code equals} says what SQL's {@code <=>} says. */
final class Same {
  private Same() {}

  /** Equal for equal values of one type: 0.0 and -0.0 too, and NaN is itself. */
  static Object of(Object value) {
    if (value instanceof Double number) {
      return number == 0.0 ? 0.0 : number;
    }
    if (value instanceof Float number) {
      return number == 0.0f ? 0.0f : number;
    }
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros();
    }
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    }
    if (value instanceof Row row) {
      List<Object> values = new ArrayList<>(row.size());
      for (int i = 0; i < row.size(); i++) {
        values.add(of(row.get(i)));
      }
      return values;
    }
    if (value instanceof scala.collection.Seq<?> items) {
      return CollectionConverters.asJava(items).stream().map(Same::of).toList();
    }
    return value instanceof scala.collection.Map<?, ?> entries
        ? entries(CollectionConverters.asJava(entries))
        : value;
  }

  private static Map<Object, Object> entries(Map<?, ?> entries) {
    Map<Object, Object> same = new HashMap<>();
    entries.forEach((key, value) -> same.put(of(key), of(value)));
    return same;
  }
}
