package dev.tidemark.transform.silver;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Lake;
import java.time.Clock;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;

/**
 * Old rows are found by a join and leave by deletion vectors. {@link MergeUpsertIT} finds them in
 * the same way.
 */
@Tag("full")
final class JoinedUpsertIT extends UpsertContract {
  @Override
  Upsert open(SparkSession spark, Lake lake, Dataset dataset, Clock clock) {
    return Upserts.joined(spark, lake, dataset, clock);
  }
}
