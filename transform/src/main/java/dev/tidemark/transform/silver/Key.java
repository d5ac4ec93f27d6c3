package dev.tidemark.transform.silver;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;

/** A row's key, equal by value, bytes too. */
public record Key(List<Object> values) {
  static Key of(Row row, int[] ordinals) {
    Object[] values = new Object[ordinals.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = comparable(row.get(ordinals[i]));
    }
    return new Key(Arrays.asList(values));
  }

  private static Object comparable(Object value) {
    return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
  }
}
