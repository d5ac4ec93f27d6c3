package dev.tidemark.transform.decode.value;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The type of a value in Kafka Connect's words, whatever carries it.
 *
 * @param name what the value means, such as {@code io.debezium.time.Date}; empty if just its kind
 * @param fields of a struct; of a list one, for all of its elements; else empty
 */
public record ConnectType(
    Kind kind, String name, Map<String, String> parameters, List<Field> fields) {
  /** Of JSON without a schema. */
  public static final ConnectType UNTYPED = new ConnectType(Kind.UNTYPED, "", Map.of(), List.of());

  public ConnectType {
    parameters = Map.copyOf(parameters);
    fields = List.copyOf(fields);
  }

  public static ConnectType of(Kind kind) {
    return new ConnectType(kind, "", Map.of(), List.of());
  }

  public static ConnectType listOf(ConnectType element) {
    return new ConnectType(Kind.LIST, "", Map.of(), List.of(new Field("element", 0, element)));
  }

  /** Of a list. */
  public ConnectType element() {
    return fields.get(0).type();
  }

  /** How a value is carried. */
  public enum Kind {
    BOOLEAN,
    INT8,
    INT16,
    INT32,
    INT64,
    FLOAT32,
    FLOAT64,
    STRING,
    BYTES,
    STRUCT,
    LIST,
    /** Maps, unions: no column takes them yet. */
    OTHER,
    UNTYPED
  }

  /**
   * @param position in the struct; meaningless where structs are read by name
   */
  public record Field(String name, int position, ConnectType type) {}

  /** By exact name. Untyped structs have every field, until one looks. */
  public Optional<Field> field(String wanted) {
    if (kind == Kind.UNTYPED) {
      return Optional.of(new Field(wanted, -1, UNTYPED));
    }
    return fields.stream().filter(field -> field.name().equals(wanted)).findFirst();
  }
}
