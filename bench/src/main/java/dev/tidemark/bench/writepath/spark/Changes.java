package dev.tidemark.bench.writepath.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Records of the topic as columns. */
final class Changes {
  /** The measured table. */
  static final StructType TABLE =
      StructType.fromDDL(
          "id bigint, holder_id bigint, status string, amount_cents bigint, booked_on date, updated_at bigint");

  private static final StructType ENVELOPE =
      new StructType()
          .add("before", TABLE)
          .add("after", TABLE)
          .add("source", StructType.fromDDL("pos bigint"))
          .add("op", "string");

  private Changes() {}

  /** The table's columns, then {@code number} and {@code deleted}. */
  static Dataset<Row> of(Dataset<Row> records) {
    return records
        .select(from_json(col("value").cast("string"), ENVELOPE).as("change"))
        .select(
            coalesce(col("change.after"), col("change.before")).as("row"),
            col("change.source.pos").as("number"),
            col("change.op").equalTo("d").as("deleted"))
        .select("row.*", "number", "deleted");
  }
}
