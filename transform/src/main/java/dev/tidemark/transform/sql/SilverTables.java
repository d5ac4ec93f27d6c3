package dev.tidemark.transform.sql;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.name.OwnColumns;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
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
    Set<String> present = new HashSet<>(Arrays.asList(table.columns()));
    Column[] selected =
        Arrays.stream(DatasetColumns.of(dataset).fields())
            .map(field -> column(field, present))
            .toArray(Column[]::new);
    return table.select(selected);
  }

  /** A column that silver has not got yet is null. */
  private static Column column(StructField field, Set<String> present) {
    return present.contains(field.name())
        ? col("`" + field.name() + "`")
        : lit(null).cast(field.dataType()).as(field.name());
  }
}
