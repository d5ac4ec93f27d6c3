package dev.tidemark.transform.silver;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.UpsertBy;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.transform.index.IndexMemory;
import dev.tidemark.transform.index.Needs;
import dev.tidemark.transform.index.RowIndex;
import dev.tidemark.transform.table.LakeTable;
import dev.tidemark.transform.table.TableSpec;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens silver tables, each with the upsert that conf and its columns allow. */
public final class SilverUpserts {
  private static final Logger LOG = LoggerFactory.getLogger(SilverUpserts.class);

  private final Lake lake;
  private final Map<String, Needs> needs;
  private final IndexMemory memory;
  private final Clock clock;

  /**
   * @param needs of marks, by dataset
   * @param memory that all indexes share
   */
  public SilverUpserts(Lake lake, Map<String, Needs> needs, IndexMemory memory, Clock clock) {
    this.lake = lake;
    this.needs = Map.copyOf(needs);
    this.memory = memory;
    this.clock = clock;
  }

  /**
   * Opens the dataset's silver table, or makes it.
   *
   * @param spark a session of the upsert's own: transaction settings are a session's
   * @throws IllegalArgumentException if the dataset's columns are not known
   */
  public Upsert open(SparkSession spark, Dataset dataset) {
    return open(spark, dataset, SilverUpsert.FEW);
  }

  /**
   * @param few without an index, batches that write more rows than this are merged
   */
  SilverUpsert open(SparkSession spark, Dataset dataset, int few) {
    SilverColumns columns = new SilverColumns(dataset);
    String path = lake.silver(dataset.name());
    LakeTable table =
        LakeTable.open(TableSpec.of(path, columns.table()), spark.sessionState().newHadoopConf());
    IndexedRows indexed = isIndexed(dataset, columns) ? indexed(dataset, columns, table) : null;
    if (indexed == null) {
      table.compacted();
    } else {
      table.compacted(indexed::moved);
    }
    SilverMerge silver = new SilverMerge(spark, columns, path);
    return new SilverUpsert(columns, table, silver, clock, indexed, few);
  }

  private IndexedRows indexed(Dataset dataset, SilverColumns columns, LakeTable table) {
    Needs needed = needs.getOrDefault(dataset.name(), Needs.NONE);
    return new IndexedRows(
        columns, table, () -> RowIndex.of(dataset, columns.columns(), needed, memory));
  }

  private boolean isIndexed(Dataset dataset, SilverColumns columns) {
    if (dataset.upsert() == UpsertBy.MERGE) {
      return false;
    }
    Optional<String> obstacle =
        RowIndex.obstacle(
            dataset, columns.columns(), needs.getOrDefault(dataset.name(), Needs.NONE));
    if (obstacle.isPresent() && dataset.upsert() == UpsertBy.INDEXED) {
      throw new IllegalArgumentException(
          "%s: dataset '%s' cannot be indexed: %s; say 'upsert: auto'"
              .formatted(dataset.at().file(), dataset.name(), obstacle.get()));
    }
    obstacle.ifPresent(
        why ->
            LOG.atWarn()
                .addKeyValue("dataset", dataset.name())
                .addKeyValue("reason", why)
                .log("there can be no key index, so batches are joined with silver"));
    return obstacle.isEmpty();
  }
}
