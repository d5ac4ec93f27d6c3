package dev.tidemark.transform.table;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * Where and what a table is.
 *
 * @param path any path that Spark opens
 * @param schema in Spark's types: a timestamp is an instant, a timestamp_ntz a wall-clock time
 * @param partitionBy names of the columns it is partitioned by, mostly none
 */
public record TableSpec(String path, StructType schema, List<String> partitionBy) {
  public TableSpec {
    requireNonNull(path, "path is null");
    requireNonNull(schema, "schema is null");
    partitionBy = List.copyOf(partitionBy);
    List<String> names = List.of(schema.fieldNames());
    if (!names.containsAll(partitionBy)) {
      throw new IllegalArgumentException(
          "table %s: partition columns %s are not all among its columns %s"
              .formatted(path, partitionBy, names));
    }
  }

  /** A table without partitions. */
  public static TableSpec of(String path, StructType schema) {
    return new TableSpec(path, schema, List.of());
  }
}
