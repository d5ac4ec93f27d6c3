package dev.tidemark.transform.silver;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.UpsertBy;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.transform.fixture.Datasets;
import dev.tidemark.transform.index.IndexMemory;
import dev.tidemark.transform.index.Needs;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Silver tables opened as the product does, with an index of all columns or with none. */
public final class Upserts {
  private static final long ROOM = 256 << 20;

  private Upserts() {}

  public static Upsert indexed(SparkSession spark, Lake lake, Dataset dataset, Clock clock) {
    Dataset said = Datasets.upsert(dataset, UpsertBy.INDEXED);
    return upserts(lake, said, new IndexMemory(ROOM), clock).open(spark, said);
  }

  static Upsert indexed(
      SparkSession spark, Lake lake, Dataset dataset, Clock clock, IndexMemory memory) {
    return said(spark, lake, Datasets.upsert(dataset, UpsertBy.AUTO), clock, memory);
  }

  /** As the dataset itself says. */
  static Upsert said(
      SparkSession spark, Lake lake, Dataset dataset, Clock clock, IndexMemory memory) {
    return upserts(lake, dataset, memory, clock).open(spark, dataset);
  }

  public static Upsert joined(SparkSession spark, Lake lake, Dataset dataset, Clock clock) {
    return joined(spark, lake, dataset, clock, SilverUpsert.FEW);
  }

  /**
   * @param few batches that write more rows than this are merged
   */
  static Upsert joined(SparkSession spark, Lake lake, Dataset dataset, Clock clock, int few) {
    Dataset said = Datasets.upsert(dataset, UpsertBy.MERGE);
    return upserts(lake, said, new IndexMemory(0), clock).open(spark, said, few);
  }

  private static SilverUpserts upserts(
      Lake lake, Dataset dataset, IndexMemory memory, Clock clock) {
    Needs all =
        new Needs(
            dataset.columns().stream().map(Dataset.Column::name).collect(Collectors.toSet()),
            List.of());
    return new SilverUpserts(lake, Map.of(dataset.name(), all), memory, clock);
  }
}
