package dev.tidemark.transform.sql;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.name.OwnColumns;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** Silver, read through Spark: each dataset's columns as conf has them, in conf's order. */
public final class SilverTables {
  private static final long NONE = -1;

  private final Lake lake;

  public SilverTables(Lake lake) {
    this.lake = lake;
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
    return version(session, lake.silver(dataset.name())) != NONE;
  }

  private org.apache.spark.sql.Dataset<Row> rows(
      SparkSession session, Dataset dataset, Column filter) {
    String path = lake.silver(dataset.name());
    long version = version(session, path);
    if (version == NONE) {
      return Relations.empty(session, dataset);
    }
    org.apache.spark.sql.Dataset<Row> table =
        session.read().format("delta").option("versionAsOf", version).load(path);
    StructType columns = DatasetColumns.of(dataset);
    Set<String> present = new HashSet<>(Arrays.asList(table.columns()));
    Column[] selected =
        Arrays.stream(columns.fields()).map(field -> column(field, present)).toArray(Column[]::new);
    return table.where(filter).select(selected);
  }

  /** A column that silver has not got yet is null. */
  private static Column column(StructField field, Set<String> present) {
    return present.contains(field.name())
        ? col("`" + field.name() + "`")
        : lit(null).cast(field.dataType()).as(field.name());
  }

  private static long version(SparkSession session, String path) {
    DeltaLog log = DeltaLog.forTable((org.apache.spark.sql.classic.SparkSession) session, path);
    return log.update(false, Option.empty(), Option.empty()).version();
  }
}
