package dev.tidemark.transform.gold;

import dev.tidemark.transform.marks.Pending;
import dev.tidemark.transform.scan.PlacedRow;
import dev.tidemark.transform.sql.AnalysedModel;
import dev.tidemark.transform.sql.Relations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.SparkSession;

/**
 * Computes a small dirty part: Spark runs the SELECT over rows that this process has read, and what
 * comes out is compared here. Spark's own reading takes seconds before it has read anything.
 */
final class NearRefresh {
  private final SparkSession spark;
  private final Relations relations;
  private final Near.Source silver;
  private final Map<String, NearSelect> selects = new ConcurrentHashMap<>();

  NearRefresh(SparkSession spark, Relations relations, Near.Source silver) {
    this.spark = spark;
    this.relations = relations;
    this.silver = silver;
  }

  /**
   * Commits what comes out otherwise; empty, and nothing done, if it is better left to Spark.
   *
   * @throws KeyNotUniqueException if the SELECT gives two rows of one key
   */
  Optional<Outcome> refresh(GoldTable table, Pending pending, Dirty dirty) {
    if (dirty.everything()) {
      return Optional.empty();
    }
    AnalysedModel model = table.model();
    Optional<List<PlacedRow>> had = table.placed(dirty.starts());
    if (had.isEmpty()) {
      return Optional.empty();
    }
    NearSelect select =
        selects.computeIfAbsent(
            model.model().name(), name -> new NearSelect(model, relations, spark));
    RowDifference difference =
        RowDifference.of(
            model, select.rows(silver.open(model, dirty), dirty), had.get(), pending.upTo());
    table.replace(difference.old(), difference.rows(), pending.upTo());
    return Optional.of(
        new Outcome.Refreshed(
            model.model().name(),
            pending.upTo(),
            difference.rows().size(),
            Optional.of(difference.rows())));
  }
}
