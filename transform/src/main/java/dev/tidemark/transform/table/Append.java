package dev.tidemark.transform.table;

import static java.util.Objects.requireNonNull;

import dev.tidemark.contract.sequence.Coverage;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * One commit.
 *
 * @param rows in the table's column order, dates and times as java.time values; may be empty
 * @param covered offsets that the table has taken in with this commit, added to those it had
 * @param domains further domain metadata by name; each value replaces the one before
 */
public record Append(
    TransactionId id, List<Row> rows, Coverage covered, Map<String, String> domains) {
  public Append {
    requireNonNull(id, "id is null");
    requireNonNull(rows, "rows is null");
    requireNonNull(covered, "covered is null");
    domains = Map.copyOf(domains);
  }

  /** Rows that cover no offsets. */
  public static Append of(TransactionId id, List<Row> rows) {
    return new Append(id, rows, Coverage.NONE, Map.of());
  }

  /** Rows and the offsets they come from. */
  public static Append of(TransactionId id, List<Row> rows, Coverage covered) {
    return new Append(id, rows, covered, Map.of());
  }
}
