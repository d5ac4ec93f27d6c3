package dev.tidemark.api.openapi;

import dev.tidemark.api.clickhouse.ColumnType;
import java.util.Map;
import java.util.Optional;

/** How a column's values look in JSON. */
final class ColumnSchema {
  private ColumnSchema() {}

  /** Anything, while the table is not there to tell. */
  static Map<String, Object> of(Optional<ColumnType> type) {
    return type.map(ColumnSchema::known).orElse(Map.of());
  }

  private static Map<String, Object> known(ColumnType type) {
    return switch (type.kind()) {
      case SIGNED, UNSIGNED -> Map.of("type", "integer", "nullable", true);
      case DECIMAL ->
          Map.of("type", "number", "nullable", true, "description", "Exact: " + type.text());
      case FLOAT -> Map.of("type", "number", "format", "double", "nullable", true);
      case BOOL -> Map.of("type", "boolean", "nullable", true);
      case DATE -> Map.of("type", "string", "format", "date", "nullable", true);
      case TIME -> Map.of("type", "string", "format", "date-time", "nullable", true);
      case STRING, OTHER -> Map.of("type", "string", "nullable", true);
    };
  }
}
