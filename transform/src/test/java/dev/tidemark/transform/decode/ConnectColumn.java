package dev.tidemark.transform.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Map;

/** A nullable column as a connector describes it, and how each converter prints it. */
record ConnectColumn(String name, String kind, String meaning, Map<String, String> parameters) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> AVRO_KINDS =
      Map.of("int8", "int", "int16", "int", "int32", "int", "int64", "long");
  private static final Map<String, String> LOGICAL =
      Map.of(
          "org.apache.kafka.connect.data.Decimal", "decimal",
          "org.apache.kafka.connect.data.Date", "date",
          "org.apache.kafka.connect.data.Time", "time-millis",
          "org.apache.kafka.connect.data.Timestamp", "timestamp-millis");

  static ConnectColumn of(String name, String kind) {
    return new ConnectColumn(name, kind, "", Map.of());
  }

  static ConnectColumn of(String name, String kind, String meaning) {
    return new ConnectColumn(name, kind, meaning, Map.of());
  }

  static ConnectColumn decimal(String name, int scale) {
    return new ConnectColumn(
        name,
        "bytes",
        "org.apache.kafka.connect.data.Decimal",
        Map.of("scale", Integer.toString(scale), "connect.decimal.precision", "64"));
  }

  /** As Apicurio's AvroConverter prints it: optional, with Connect's own properties. */
  ObjectNode avroField() {
    ObjectNode type = JSON.createObjectNode().put("type", AVRO_KINDS.getOrDefault(kind, kind));
    if (kind.equals("int8") || kind.equals("int16")) {
      type.put("connect.type", kind);
    }
    if (!parameters.isEmpty()) {
      type.set("connect.parameters", JSON.valueToTree(parameters));
    }
    if (!meaning.isEmpty()) {
      type.put("connect.version", 1).put("connect.name", meaning);
    }
    if (LOGICAL.containsKey(meaning)) {
      type.put("logicalType", LOGICAL.get(meaning));
    }
    if (meaning.endsWith(".Decimal")) {
      type.put("scale", Integer.parseInt(parameters.get("scale"))).put("precision", 64);
    }
    ObjectNode field = JSON.createObjectNode().put("name", name);
    field.putArray("type").add("null").add(type);
    field.putNull("default");
    return field;
  }

  /** As JsonConverter prints it. */
  ObjectNode jsonField() {
    ObjectNode field = JSON.createObjectNode().put("type", kind).put("optional", true);
    if (!meaning.isEmpty()) {
      field.put("name", meaning).put("version", 1);
    }
    if (!parameters.isEmpty()) {
      field.set("parameters", JSON.valueToTree(parameters));
    }
    return field.put("field", name);
  }

  Object avroValue(Object value) {
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    }
    return value;
  }

  JsonNode jsonValue(Object value) {
    if (value instanceof Float number) {
      return JsonNodeFactory.instance.numberNode(number);
    }
    return JSON.valueToTree(value);
  }
}
