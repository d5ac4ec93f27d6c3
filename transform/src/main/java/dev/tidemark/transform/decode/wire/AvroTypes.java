package dev.tidemark.transform.decode.wire;

import dev.tidemark.transform.decode.value.ConnectType;
import dev.tidemark.transform.decode.value.ConnectType.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Avro schemas as the converter writes them, in Connect's words again. */
final class AvroTypes {
  private static final int DEEPEST = 32; // a schema may contain itself; Debezium's do not

  private AvroTypes() {}

  static ConnectType of(Schema schema) {
    return of(schema, 0);
  }

  private static ConnectType of(Schema schema, int depth) {
    if (depth > DEEPEST) {
      return ConnectType.of(Kind.OTHER);
    }
    return switch (schema.getType()) {
      case BOOLEAN -> named(schema, Kind.BOOLEAN);
      case INT -> named(schema, integer(schema.getProp("connect.type")));
      case LONG -> named(schema, Kind.INT64);
      case FLOAT -> named(schema, Kind.FLOAT32);
      case DOUBLE -> named(schema, Kind.FLOAT64);
      case STRING, ENUM -> named(schema, Kind.STRING);
      case BYTES, FIXED -> named(schema, Kind.BYTES);
      case RECORD ->
          new ConnectType(
              Kind.STRUCT,
              nameOf(schema),
              parameters(schema),
              schema.getFields().stream()
                  .map(
                      field ->
                          new ConnectType.Field(
                              field.name(), field.pos(), of(field.schema(), depth + 1)))
                  .toList());
      case UNION -> ofUnion(schema, depth);
      case ARRAY -> ConnectType.listOf(of(schema.getElementType(), depth + 1));
      case MAP, NULL -> ConnectType.of(Kind.OTHER);
    };
  }

  /** Null and one other is Connect's "optional". */
  private static ConnectType ofUnion(Schema union, int depth) {
    List<Schema> others =
        union.getTypes().stream().filter(member -> member.getType() != Schema.Type.NULL).toList();
    return others.size() == 1 ? of(others.get(0), depth + 1) : ConnectType.of(Kind.OTHER);
  }

  /** Avro has no integer below 32 bits; the converter notes what it was. */
  private static Kind integer(String connect) {
    if ("int8".equals(connect)) {
      return Kind.INT8;
    }
    return "int16".equals(connect) ? Kind.INT16 : Kind.INT32;
  }

  private static ConnectType named(Schema schema, Kind kind) {
    return new ConnectType(kind, nameOf(schema), parameters(schema), List.of());
  }

  /** Connect's name, else Avro's own logical type. */
  private static String nameOf(Schema schema) {
    String name = schema.getProp("connect.name");
    if (name != null) {
      return name;
    }
    String logical = schema.getProp("logicalType");
    return logical == null ? "" : "avro." + logical;
  }

  private static Map<String, String> parameters(Schema schema) {
    Map<String, String> parameters = new HashMap<>();
    Object scale = schema.getObjectProp("scale");
    if (scale != null) {
      parameters.put("scale", scale.toString());
    }
    if (schema.getObjectProp("connect.parameters") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> parameters.put(key.toString(), String.valueOf(value)));
    }
    return parameters;
  }
}
