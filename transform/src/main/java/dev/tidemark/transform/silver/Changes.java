package dev.tidemark.transform.silver;

import dev.tidemark.contract.conf.Dataset;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * What a batch changes in one dataset, as old and new images of live rows.
 *
 * @param schema the dataset's columns in conf order, of the rows in both lists
 * @param before images that silver had of the keys changed; keys it had not, or had as deleted, are
 *     absent
 * @param after images that silver will have; deleted keys are absent
 */
public record Changes(Dataset dataset, StructType schema, List<Row> before, List<Row> after) {
  public Changes {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  public boolean isEmpty() {
    return before.isEmpty() && after.isEmpty();
  }
}
