package dev.tidemark.transform.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.transform.table.ConflictException;
import dev.tidemark.transform.table.TransactionId;
import io.delta.tables.DeltaTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaConcurrentModificationException;
import org.apache.spark.sql.types.StructType;

/** Spark's part of the upsert, in a session of its own: transaction settings are a session's. */
final class SilverMerge implements SilverRows {
  private static final String APPLICATION = "spark.databricks.delta.write.txnAppId";
  private static final String VERSION = "spark.databricks.delta.write.txnVersion";

  private final SparkSession spark;
  private final SilverColumns columns;
  private final String path;
  private boolean filled;

  SilverMerge(SparkSession spark, SilverColumns columns, String path) {
    this.spark = spark.newSession();
    this.spark.conf().set("spark.sql.session.timeZone", "UTC");
    this.spark.conf().set("spark.databricks.delta.merge.materializeSource", "none"); // it is local
    this.spark.conf().set("spark.sql.datetime.java8API.enabled", "true");
    this.spark.conf().set("spark.sql.adaptive.enabled", "false"); // one job a look, not one a join
    this.columns = columns;
    this.path = path;
  }

  @Override
  public Map<Key, Standing> standing(List<Row> images) {
    Dataset<Row> silver =
        spark
            .read()
            .format("delta")
            .load(path)
            .select(col("*"), col("_metadata.file_name"), col("_metadata.row_index"));
    if (!filled && silver.isEmpty()) {
      return Map.of();
    }
    filled = true;
    Map<Key, Standing> standing = new HashMap<>();
    silver
        .as("t")
        .join(broadcast(keys(images)).as("s"), sameKey(), "left_semi")
        .collectAsList()
        .forEach(row -> standing.merge(columns.key(row), columns.standing(row), Standing::beside));
    return standing;
  }

  @Override
  public void merge(List<Row> rows, Precedence precedence, TransactionId id) {
    Column newer =
        precedence == Precedence.NEWER
            ? sequence("s").gt(sequence("t"))
            : sequence("s").geq(sequence("t"));
    spark.conf().set(APPLICATION, id.application());
    spark.conf().set(VERSION, Long.toString(id.version()));
    try {
      DeltaTable.forPath(spark, path)
          .as("t")
          .merge(spark.createDataFrame(rows, columns.table()).as("s"), sameKey())
          .whenMatched(newer)
          .updateAll()
          .whenNotMatched()
          .insertAll()
          .execute();
    } catch (DeltaConcurrentModificationException e) {
      throw new ConflictException(
          "Table %s: a MERGE met a commit of somebody else: %s".formatted(path, e.getMessage()), e);
    } finally {
      spark.conf().unset(APPLICATION);
      spark.conf().unset(VERSION);
    }
  }

  private Dataset<Row> keys(Collection<Row> images) {
    StructType schema = columns.columns();
    Column[] keys =
        columns.dataset().keys().stream().map(name -> col(quoted(name))).toArray(Column[]::new);
    return spark.createDataFrame(List.copyOf(images), schema).select(keys);
  }

  private Column sameKey() {
    return columns.dataset().keys().stream()
        .map(name -> col("t." + quoted(name)).equalTo(col("s." + quoted(name))))
        .reduce(Column::and)
        .orElseThrow();
  }

  private static Column sequence(String side) {
    return struct(
        col(side + "." + OwnColumns.EPOCH),
        col(side + "." + OwnColumns.PARTITION),
        col(side + "." + OwnColumns.OFFSET));
  }

  private static String quoted(String name) {
    return "`" + name + "`";
  }
}
