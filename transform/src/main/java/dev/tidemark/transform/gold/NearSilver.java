package dev.tidemark.transform.gold;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.transform.scan.DecodedFiles;
import dev.tidemark.transform.scan.Starts;
import dev.tidemark.transform.scan.TableScan;
import dev.tidemark.transform.scan.TableVersion;
import dev.tidemark.transform.sql.AnalysedModel;
import dev.tidemark.transform.sql.SilverTables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Silver as a small dirty part needs it, read by this process; large tables are left to Spark. */
final class NearSilver {
  private final Lake lake;
  private final Configuration hadoop;
  private final DecodedFiles decoded;
  private final SilverTables whole;
  private final Map<String, TableScan> tables = new ConcurrentHashMap<>();

  NearSilver(Lake lake, Configuration hadoop, DecodedFiles decoded) {
    this.lake = lake;
    this.hadoop = hadoop;
    this.decoded = decoded;
    this.whole = SilverTables.in(lake);
  }

  /** Rows that may count in a dirty part of a model, of each table's newest version. */
  SilverTables near(AnalysedModel model, Dirty dirty) {
    return new SilverTables((session, dataset) -> newest(session, dataset, model, dirty));
  }

  private Optional<org.apache.spark.sql.Dataset<Row>> newest(
      SparkSession session, Dataset dataset, AnalysedModel model, Dirty dirty) {
    Optional<TableVersion> newest =
        tables
            .computeIfAbsent(
                dataset.name(), name -> new TableScan(lake.silver(name), hadoop, decoded))
            .newest();
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<Row>> rows = newest.get().rows(near(dataset, model, dirty));
    if (rows.isEmpty()) {
      return whole.source().newest(session, dataset);
    }
    return Optional.of(session.createDataFrame(rows.get(), newest.get().schema()).coalesce(1));
  }

  private static Starts near(Dataset dataset, AnalysedModel model, Dirty dirty) {
    Duration slack = model.prunable().get(dataset.name());
    return slack == null || dataset.interval().isEmpty()
        ? Starts.ALL
        : dirty.near(slack, dataset.interval().get().grain());
  }
}
