package dev.tidemark.transform.deletion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delta.kernel.data.Row;
import io.delta.kernel.internal.data.GenericRow;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.StructType;
import java.util.HashMap;
import java.util.Map;

/**
 * A file's statistics as the log has them: text that stays as it is. (Kernel 4.4.0 cannot read what
 * it wrote itself of a decimal with an exponent, such as {@code -1.0E28}.)
 */
final class Statistics {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Statistics() {}

  /** The file with these statistics, whose bounds need not be met by a row that is left. */
  static Row loose(Row add, String text) {
    StructType schema = add.getSchema();
    Map<Integer, Object> values = new HashMap<>();
    for (int i = 0; i < schema.length(); i++) {
      if (!add.isNullAt(i)) {
        values.put(i, value(add, i, schema.at(i).getDataType()));
      }
    }
    values.put(schema.indexOf("stats"), loose(text));
    return new GenericRow(schema, values);
  }

  static String loose(String text) {
    try {
      ObjectNode statistics = (ObjectNode) JSON.readTree(text);
      return JSON.writeValueAsString(statistics.put("tightBounds", false));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("statistics in the log are no JSON: " + text, e);
    }
  }

  /** Of the types that a file's entry in the log has. */
  private static Object value(Row row, int ordinal, DataType type) {
    return switch (type.toString()) {
      case "string" -> row.getString(ordinal);
      case "long" -> row.getLong(ordinal);
      case "boolean" -> row.getBoolean(ordinal);
      default -> type instanceof StructType ? row.getStruct(ordinal) : row.getMap(ordinal);
    };
  }
}
