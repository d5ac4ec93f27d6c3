package dev.tidemark.ingest.postgres;

import dev.tidemark.ingest.columns.SourceColumn;
import dev.tidemark.ingest.columns.SourceTable;
import java.util.List;

/**
 * A table as the catalog has it.
 *
 * @param generated columns that the server computes, and whose values no change carries
 */
record TableState(SourceTable table, Relation relation, List<String> generated) {
  TableState {
    generated = List.copyOf(generated);
  }

  /**
   * What exists under a name.
   *
   * @param id in pg_class
   * @param kind relkind: r is a table, p a partitioned one
   * @param identity relreplident: what an UPDATE or DELETE tells of the old row: d the primary key,
   *     f all, i an index, n nothing
   * @param isLogged false for UNLOGGED and TEMPORARY, whose changes are in no log
   * @param isReadable for the user of conf
   */
  record Relation(
      String name, long id, char kind, char identity, boolean isLogged, boolean isReadable) {}

  /** True if an UPDATE names the row it changes: else the server refuses it once published. */
  boolean namesItsRows() {
    return switch (relation.identity()) {
      case 'f', 'i' -> true;
      case 'd' -> !table.primaryKey().isEmpty();
      default -> false;
    };
  }

  boolean tellsOldRowsWhole() {
    return relation.identity() == 'f';
  }

  /**
   * Columns of which Debezium says NULL where an UPDATE has left a large value as it was, and not
   * that it does not know it: with the whole old row alone they come right.
   */
  List<String> needOldRows() {
    return table.columns().stream()
        .filter(column -> isMistakenForNull(column.type().name()))
        .map(SourceColumn::name)
        .toList();
  }

  private static boolean isMistakenForNull(String type) {
    return type.startsWith("_")
        || switch (type) {
          case "varbit", "hstore", "geometry", "geography" -> true;
          default -> false;
        };
  }
}
