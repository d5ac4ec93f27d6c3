package dev.tidemark.api.clickhouse;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table as it stands in ClickHouse.
 *
 * @param columns type by name, in the table's order
 */
public record Table(String database, String name, Map<String, ColumnType> columns) {
  public Table {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  public Optional<ColumnType> type(String column) {
    return Optional.ofNullable(columns.get(column));
  }

  /** All but Tidemark's own, which begin with an underscore. */
  public List<String> shown() {
    return columns.keySet().stream().filter(column -> !column.startsWith("_")).toList();
  }

  /** For FROM. */
  public String quoted() {
    return Statement.quote(database) + "." + Statement.quote(name);
  }
}
