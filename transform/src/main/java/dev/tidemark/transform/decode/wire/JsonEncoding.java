package dev.tidemark.transform.decode.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.transform.decode.value.ConnectType;
import dev.tidemark.transform.decode.value.Conversion;
import dev.tidemark.transform.decode.value.UnfitException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Values as Jackson's nodes. */
enum JsonEncoding implements Encoding {
  INSTANCE;

  @Override
  public Object field(Object struct, ConnectType.Field field) {
    JsonNode node = ((JsonNode) struct).get(field.name());
    return node == null || node.isNull() ? null : node;
  }

  @Override
  public Conversion plain(ConnectType type) {
    return switch (type.kind()) {
      case BOOLEAN -> JsonEncoding::bool;
      case INT8, INT16, INT32, INT64 -> JsonEncoding::integer;
      case FLOAT32 -> value -> (float) float64(value);
      case FLOAT64 -> JsonEncoding::float64;
      case STRING -> JsonEncoding::text;
      case BYTES -> JsonEncoding::bytes;
      case STRUCT -> struct(type.fields());
      case LIST -> list(plain(type.element()));
      case OTHER -> value -> value;
      case UNTYPED -> JsonEncoding::untyped;
    };
  }

  private static Object bool(Object value) {
    JsonNode node = (JsonNode) value;
    if (!node.isBoolean()) {
      throw mismatch(node, "a boolean");
    }
    return node.booleanValue();
  }

  private static Object integer(Object value) {
    JsonNode node = (JsonNode) value;
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw mismatch(node, "an integer");
    }
    return node.longValue();
  }

  private static double float64(Object value) {
    JsonNode node = (JsonNode) value;
    if (node.isNumber()) {
      return node.doubleValue();
    }
    return switch (node.asText()) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw mismatch(node, "a number");
    };
  }

  private static Object text(Object value) {
    JsonNode node = (JsonNode) value;
    if (!node.isTextual()) {
      throw mismatch(node, "text");
    }
    return node.textValue();
  }

  /** Base64; a number where the converter is told to print decimals so. */
  private static Object bytes(Object value) {
    JsonNode node = (JsonNode) value;
    if (node.isNumber()) {
      return node.decimalValue();
    }
    try {
      if (node.isTextual()) {
        return node.binaryValue();
      }
    } catch (IOException e) {
      throw new UnfitException("text that is no base64");
    }
    throw mismatch(node, "bytes in base64");
  }

  private static Object untyped(Object value) {
    JsonNode node = (JsonNode) value;
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    return node.isNumber() ? node.decimalValue() : node.toString();
  }

  private static Conversion list(Conversion element) {
    return list -> {
      JsonNode node = (JsonNode) list;
      if (!node.isArray()) {
        throw mismatch(node, "a list");
      }
      Object[] plain = new Object[node.size()];
      for (int i = 0; i < plain.length; i++) {
        plain[i] = node.get(i).isNull() ? null : element.of(node.get(i));
      }
      return plain;
    };
  }

  private Conversion struct(List<ConnectType.Field> fields) {
    List<Conversion> parts = fields.stream().map(field -> plain(field.type())).toList();
    return struct -> {
      Object[] plain = new Object[parts.size()];
      for (int i = 0; i < plain.length; i++) {
        Object part = field(struct, fields.get(i));
        plain[i] = part == null ? null : parts.get(i).of(part);
      }
      return plain;
    };
  }

  private static UnfitException mismatch(JsonNode node, String wanted) {
    return new UnfitException(
        "JSON of type %s where the record's schema says %s"
            .formatted(node.getNodeType().toString().toLowerCase(Locale.ROOT), wanted));
  }
}
