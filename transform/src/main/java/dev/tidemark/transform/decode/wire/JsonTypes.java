package dev.tidemark.transform.decode.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.transform.decode.value.ConnectType;
import dev.tidemark.transform.decode.value.ConnectType.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Schemas as Connect's JsonConverter prints them. */
final class JsonTypes {
  private JsonTypes() {}

  static ConnectType of(JsonNode schema) {
    if (schema.path("type").asText("").equals("array")) {
      return ConnectType.listOf(of(schema.path("items")));
    }
    Map<String, String> parameters = new HashMap<>();
    for (Map.Entry<String, JsonNode> parameter : schema.path("parameters").properties()) {
      parameters.put(parameter.getKey(), parameter.getValue().asText());
    }
    return new ConnectType(
        kind(schema.path("type").asText("")),
        schema.path("name").asText(""),
        parameters,
        fields(schema.path("fields")));
  }

  private static List<ConnectType.Field> fields(JsonNode fields) {
    List<ConnectType.Field> all = new ArrayList<>();
    for (JsonNode field : fields) {
      all.add(new ConnectType.Field(field.path("field").asText(""), all.size(), of(field)));
    }
    return all;
  }

  private static Kind kind(String type) {
    return switch (type) {
      case "boolean" -> Kind.BOOLEAN;
      case "int8" -> Kind.INT8;
      case "int16" -> Kind.INT16;
      case "int32" -> Kind.INT32;
      case "int64" -> Kind.INT64;
      case "float" -> Kind.FLOAT32;
      case "double" -> Kind.FLOAT64;
      case "string" -> Kind.STRING;
      case "bytes" -> Kind.BYTES;
      case "struct" -> Kind.STRUCT;
      default -> Kind.OTHER;
    };
  }
}
