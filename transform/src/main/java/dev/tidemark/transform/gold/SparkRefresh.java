package dev.tidemark.transform.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Dataset.EventInterval;
import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.marks.Pending;
import dev.tidemark.transform.sql.AnalysedModel;
import dev.tidemark.transform.sql.Relations;
import dev.tidemark.transform.sql.SilverTables;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Computes a dirty part of any size: all reading, joining and comparing is Spark's. */
final class SparkRefresh {
  /** So many changed groups are held in memory; more are written by Spark's tasks. */
  private static final int HELD = 20_000;

  private final SparkSession spark;
  private final Relations relations;
  private final SilverTables silver;

  SparkRefresh(SparkSession spark, Relations relations, SilverTables silver) {
    this.spark = spark;
    this.relations = relations;
    this.silver = silver;
  }

  /**
   * Commits what comes out otherwise.
   *
   * @throws KeyNotUniqueException if the SELECT gives two rows of one key
   */
  Outcome refresh(GoldTable table, Pending pending, Dirty dirty) {
    AnalysedModel model = table.model();
    SparkSession session =
        relations.sessionFor(
            model.model().sql(),
            spark,
            (in, dataset) -> silver.live(in, dataset, near(dataset, model, dirty)));
    if (!dirty.everything()) {
      interpret(session);
    }
    Difference difference = new Difference(model, dirty);
    org.apache.spark.sql.Dataset<Row> now = difference.now(session.sql(model.model().sql()));
    org.apache.spark.sql.Dataset<Row> changed =
        difference.rows(now, table.rows(session), pending.upTo());
    return write(session, table, dirty, changed, pending);
  }

  /**
   * Each refresh asks with other dates, so Spark would compile each anew: a third of all CPU of a
   * small one, by a profile of the golden stories (147 s of CPU with, 89 s without).
   */
  static void interpret(SparkSession session) {
    session.conf().set("spark.sql.codegen.wholeStage", "false");
    session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    session.conf().set("spark.sql.adaptive.enabled", "false");
  }

  /** True for every row of a silver table that may count in the dirty part. */
  static Column near(Dataset dataset, AnalysedModel model, Dirty dirty) {
    Duration slack = model.prunable().get(dataset.name());
    Optional<EventInterval> interval = dataset.interval();
    return slack == null || interval.isEmpty()
        ? lit(true)
        : dirty.mayHold(col(OwnColumns.INTERVAL), slack, interval.get().grain());
  }

  private Outcome write(
      SparkSession session,
      GoldTable table,
      Dirty dirty,
      org.apache.spark.sql.Dataset<Row> changed,
      Pending pending) {
    List<Row> few = changed.limit(HELD + 1).collectAsList();
    String name = table.model().model().name();
    if (few.size() > HELD) {
      long count = writeMany(session, table, dirty, changed, pending.upTo());
      return new Outcome.Refreshed(name, pending.upTo(), count, Optional.empty());
    }
    requireUnique(table.model(), few);
    List<Row> rows = few.stream().map(Difference::goldRow).toList();
    List<RowPosition> old = few.stream().map(Difference::old).flatMap(Optional::stream).toList();
    table.replace(old, rows, pending.upTo());
    return new Outcome.Refreshed(name, pending.upTo(), rows.size(), Optional.of(rows));
  }

  private static long writeMany(
      SparkSession session,
      GoldTable table,
      Dirty dirty,
      org.apache.spark.sql.Dataset<Row> changed,
      long mark) {
    org.apache.spark.sql.Dataset<Row> kept = changed.persist();
    try {
      requireUnique(
          table.model(), kept.where(col(Difference.COPIES).gt(1)).limit(1).collectAsList());
      org.apache.spark.sql.Dataset<Row> rows =
          kept.drop(Difference.FILE, Difference.ROW, Difference.COPIES);
      if (kept.where(col(Difference.FILE).isNotNull()).isEmpty()) {
        table.fill(rows, mark);
      } else {
        table.merge(session, rows, dirty.contains(col("t." + OwnColumns.INTERVAL)), mark);
      }
      return kept.count();
    } finally {
      kept.unpersist();
    }
  }

  private static void requireUnique(AnalysedModel model, List<Row> rows) {
    for (Row row : rows) {
      long copies = row.getLong(row.size() - 1);
      if (copies > 1) {
        throw KeyNotUniqueException.of(model.model(), copies, row);
      }
    }
  }
}
