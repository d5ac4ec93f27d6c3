package dev.tidemark.transform.gold;

import dev.tidemark.transform.marks.Pending;
import dev.tidemark.transform.scan.PlacedRow;
import dev.tidemark.transform.scan.Starts;
import dev.tidemark.transform.sql.AnalysedModel;
import dev.tidemark.transform.sql.Relations;
import dev.tidemark.transform.sql.SilverTables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Computes a small dirty part: Spark runs the SELECT over rows that this process has read, and what
 * comes out is compared here. Spark's own reading takes seconds before it has read anything.
 */
final class NearRefresh {
  private final SparkSession spark;
  private final Relations relations;
  private final BiFunction<AnalysedModel, Dirty, SilverTables> silver;
  private final Map<String, SparkSession> sessions = new ConcurrentHashMap<>();

  /**
   * @param silver what may count in a model's dirty part, and not much more
   */
  NearRefresh(
      SparkSession spark,
      Relations relations,
      BiFunction<AnalysedModel, Dirty, SilverTables> silver) {
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
    RowDifference difference =
        RowDifference.of(model, now(model, dirty), had.get(), pending.upTo());
    table.replace(difference.old(), difference.rows(), pending.upTo());
    return Optional.of(
        new Outcome.Refreshed(
            model.model().name(),
            pending.upTo(),
            difference.rows().size(),
            Optional.of(difference.rows())));
  }

  /** The SELECT's rows in the dirty part, with {@code _interval}. */
  private List<Row> now(AnalysedModel model, Dirty dirty) {
    SparkSession session = sessions.computeIfAbsent(model.model().name(), name -> session());
    SilverTables near = silver.apply(model, dirty);
    String sql = model.model().sql();
    Dirty few = dirty.few();
    relations.putInto(
        session,
        sql,
        (in, dataset) -> near.live(in, dataset, SparkRefresh.near(dataset, model, few)));
    List<Row> rows = Difference.dirtyRows(session.sql(sql), model, few).collectAsList();
    Starts starts = dirty.starts();
    int interval = model.schema().size();
    // of what lies between dirty intervals, silver was not read whole
    return rows.stream().filter(row -> starts.contains(row.getInstant(interval))).toList();
  }

  /** One for all refreshes of a model: making one takes longer than many a query. */
  private SparkSession session() {
    SparkSession session = Relations.newSession(spark);
    SparkRefresh.interpret(session);
    session.conf().set("spark.sql.shuffle.partitions", "1");
    session.conf().set("spark.sql.leafNodeDefaultParallelism", "1");
    return session;
  }
}
