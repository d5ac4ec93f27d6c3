package dev.tidemark.bench.writepath.spark;

import io.delta.tables.DeltaTable;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * "Write change data into a Delta table" and "Upsert from streaming queries using foreachBatch" of
 * Delta's documentation, put together.
 */
final class Merge implements VoidFunction2<Dataset<Row>, Long> {
  private static final long serialVersionUID = 1L;
  private static final Map<String, String> VALUES =
      Arrays.stream(Changes.TABLE.fieldNames())
          .collect(Collectors.toMap(Function.identity(), name -> "s." + name));

  private final String table;

  Merge(String table) {
    this.table = table;
  }

  @Override
  public void call(Dataset<Row> batch, Long batchId) {
    Dataset<Row> latestChangeForEachKey =
        Changes.of(batch)
            .selectExpr(
                "id",
                "struct(number, holder_id, status, amount_cents, booked_on, updated_at, deleted) as otherCols")
            .groupBy("id")
            .agg(org.apache.spark.sql.functions.max("otherCols").as("latest"))
            .selectExpr("id", "latest.*");
    // by this the benchmark knows which version has the batch
    batch
        .sparkSession()
        .conf()
        .set("spark.databricks.delta.commitInfo.userMetadata", batchId.toString());
    DeltaTable.forPath(batch.sparkSession(), table)
        .as("t")
        .merge(latestChangeForEachKey.as("s"), "s.id = t.id")
        .whenMatched("s.deleted = true")
        .delete()
        .whenMatched()
        .updateExpr(VALUES)
        .whenNotMatched("s.deleted = false")
        .insertExpr(VALUES)
        .execute();
  }
}
