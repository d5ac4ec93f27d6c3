package dev.tidemark.transform.silver;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Lake;
import java.time.Clock;
import org.apache.spark.sql.SparkSession;

/** Batches as they mostly are: old rows leave by deletion vectors. */
final class VectorUpsertIT extends UpsertContract {
  @Override
  Upsert open(SparkSession spark, Lake lake, Dataset dataset, Clock clock) {
    return MergeUpsert.open(spark, lake, dataset, clock);
  }
}
