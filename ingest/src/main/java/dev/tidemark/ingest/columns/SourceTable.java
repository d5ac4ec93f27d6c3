package dev.tidemark.ingest.columns;

import java.util.List;

/**
 * A table at the source.
 *
 * @param name {@code database.table}
 * @param columns in the source's order
 * @param primaryKey empty if there is none
 */
public record SourceTable(String name, List<SourceColumn> columns, List<String> primaryKey) {
  public SourceTable {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
  }
}
