package dev.tidemark.transform.lineage;

import dev.tidemark.transform.sql.ColumnOrigin.How;
import java.util.List;

/**
 * One is made of the other.
 *
 * @param columns empty while the columns are not known
 */
public record Edge(Node from, Node to, List<Columns> columns) {
  public Edge {
    columns = List.copyOf(columns);
  }

  /** A column that goes into another. */
  public record Columns(String from, String to, How how) {}
}
