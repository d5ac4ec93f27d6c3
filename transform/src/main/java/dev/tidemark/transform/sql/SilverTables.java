package dev.tidemark.transform.sql;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.transform.columns.ColumnsGrewException;
import dev.tidemark.transform.columns.Widening;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import scala.Option;

/** Silver, read through Spark: each dataset's columns as conf has them, in conf's order. */
public final class SilverTables {
  private final Source source;

  /** Where the tables come from. */
  @FunctionalInterface
  public interface Source {
    /**
     * The newest version of a dataset's table, tombstones and own columns too; the relation stays
     * at that version however often it is looked at. Empty while there is no table.
     */
    Optional<org.apache.spark.sql.Dataset<Row>> newest(SparkSession session, Dataset dataset);
  }

  public SilverTables(Source source) {
    this.source = source;
  }

  /** The Delta tables of a lake. */
  public static SilverTables in(Lake lake) {
    return new SilverTables(
        (session, dataset) -> {
          String path = lake.silver(dataset.name());
          DeltaLog log =
              DeltaLog.forTable((org.apache.spark.sql.classic.SparkSession) session, path);
          long version = log.update(false, Option.empty(), Option.empty()).version();
          return version < 0
              ? Optional.empty()
              : Optional.of(
                  session.read().format("delta").option("versionAsOf", version).load(path));
        });
  }

  /** Where these come from. */
  public Source source() {
    return source;
  }

  /** Live rows of the newest version, read at that version however often they are looked at. */
  public org.apache.spark.sql.Dataset<Row> live(SparkSession session, Dataset dataset) {
    return live(session, dataset, lit(true));
  }

  /**
   * Live rows of the newest version for which {@code filter} holds.
   *
   * @param filter may use silver's own columns, such as {@code _interval}
   */
  public org.apache.spark.sql.Dataset<Row> live(
      SparkSession session, Dataset dataset, Column filter) {
    return rows(session, dataset, filter.and(not(col(OwnColumns.DELETED))));
  }

  /** Rows of the newest version, deleted ones with their last values too. */
  public org.apache.spark.sql.Dataset<Row> all(SparkSession session, Dataset dataset) {
    return rows(session, dataset, lit(true));
  }

  /** False while the dataset has no table, which is to have no rows. */
  public boolean exists(SparkSession session, Dataset dataset) {
    return source.newest(session, dataset).isPresent();
  }

  private org.apache.spark.sql.Dataset<Row> rows(
      SparkSession session, Dataset dataset, Column filter) {
    return source
        .newest(session, dataset)
        .map(table -> columns(table.where(filter), dataset))
        .orElseGet(() -> Relations.empty(session, dataset));
  }

  private static org.apache.spark.sql.Dataset<Row> columns(
      org.apache.spark.sql.Dataset<Row> table, Dataset dataset) {
    Map<String, DataType> present = new HashMap<>();
    for (StructField field : table.schema().fields()) {
      present.put(field.name(), field.dataType());
    }
    Column[] selected =
        Arrays.stream(DatasetColumns.of(dataset).fields())
            .map(field -> column(dataset, field, present.get(field.name())))
            .toArray(Column[]::new);
    return table.select(selected);
  }

  /**
   * A column that silver has not got yet is null.
   *
   * @throws ColumnsGrewException if another process has made it wider than it was analysed
   */
  private static Column column(Dataset dataset, StructField field, DataType found) {
    if (found == null) {
      return lit(null).cast(field.dataType()).as(field.name());
    }
    Column column = col("`" + field.name() + "`");
    if (found.equals(field.dataType())) {
      return column;
    }
    if (Widening.of(field.dataType(), found).equals(Optional.of(field.dataType()))) {
      return column.cast(field.dataType()).as(field.name());
    }
    throw new ColumnsGrewException(
        "column '%s' of dataset %s is %s in silver, and was %s when this process read it"
            .formatted(field.name(), dataset.name(), found.sql(), field.dataType().sql()));
  }
}
