package dev.tidemark.e2e.types;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** How Debezium describes the columns of a table, from a record in JSON with its schema. */
final class ConnectSchema {
  private ConnectSchema() {}

  /**
   * Column to {@code int32 io.debezium.time.Date}, with parameters that matter.
   *
   * @param record value of a record of the topic
   */
  static Map<String, String> ofRow(byte[] record) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (JsonNode field : after(record).get("fields")) {
      columns.put(field.get("field").textValue(), description(field));
    }
    return columns;
  }

  private static JsonNode after(byte[] record) {
    try {
      for (JsonNode field : new ObjectMapper().readTree(record).at("/schema/fields")) {
        if (field.get("field").textValue().equals("after")) {
          return field;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a record is not JSON", e);
    }
    throw new IllegalStateException("a record's schema has no field 'after'");
  }

  private static String description(JsonNode field) {
    StringBuilder text = new StringBuilder(field.get("type").textValue());
    if (field.hasNonNull("name")) {
      text.append(" ").append(field.get("name").textValue());
    }
    Map<String, String> parameters = new TreeMap<>();
    field
        .path("parameters")
        .properties()
        .forEach(p -> parameters.put(p.getKey(), p.getValue().asText()));
    parameters.keySet().removeIf(name -> name.startsWith("__debezium"));
    return parameters.isEmpty() ? text.toString() : text + " " + parameters;
  }
}
