package dev.tidemark.transform.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Dataset.EventInterval;
import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.marks.Marks;
import dev.tidemark.transform.marks.Pending;
import dev.tidemark.transform.sql.AnalysedModel;
import dev.tidemark.transform.sql.Analysis;
import dev.tidemark.transform.sql.Relations;
import dev.tidemark.transform.sql.SilverTables;
import dev.tidemark.transform.table.ConflictException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings gold up to its marks, model by model. To be used by one thread. */
public final class GoldRefresh {
  private static final Logger LOG = LoggerFactory.getLogger(GoldRefresh.class);

  /** So many changed groups are held in memory; more are written by Spark's tasks. */
  private static final int HELD = 20_000;

  private static final int TRIES = 5;

  private final SparkSession spark;
  private final Marks marks;
  private final SilverTables silver;
  private final Relations relations;
  private final Map<String, GoldTable> tables = new TreeMap<>();

  public GoldRefresh(SparkSession spark, Conf conf, Analysis analysis, Marks marks) {
    this(spark, conf, analysis, marks, SilverTables.in(conf.platform().lake()));
  }

  public GoldRefresh(
      SparkSession spark, Conf conf, Analysis analysis, Marks marks, SilverTables silver) {
    this.spark = spark;
    this.marks = marks;
    this.silver = silver;
    this.relations = new Relations(conf);
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    analysis
        .models()
        .forEach(
            (name, model) ->
                tables.put(
                    name, GoldTable.open(model, conf.platform().lake().gold(name), hadoop, spark)));
  }

  /**
   * Marks whole models that are new or whose definition changed; call it once, before the first
   * refresh and after {@link Marks#startAbove}.
   */
  public void markChangedModels() {
    tables.forEach(
        (name, table) -> {
          marks.startAbove(table.answered());
          if (!table.isOfThisDefinition()) {
            long mark = marks.rebuild(name);
            LOG.atInfo()
                .addKeyValue("model", name)
                .addKeyValue("mark", mark)
                .log("model is built anew");
          }
        });
  }

  /** The newest mark that the model has answered; 0 if none. */
  public long answered(String model) {
    return tables.get(model).answered();
  }

  /**
   * Computes what marks up to {@code upTo} say is dirty, and commits what comes out otherwise.
   *
   * @param upTo silver of all marks up to here is committed
   * @throws KeyNotUniqueException if the SELECT gives two rows of one key
   */
  public Outcome refresh(String model, long upTo) {
    GoldTable table = tables.get(model);
    for (int tries = 1; ; tries++) {
      Pending pending = marks.pending(model, table.answered(), upTo);
      if (pending.isEmpty()) {
        return new Outcome.Current(model, upTo);
      }
      try {
        return refresh(table, pending);
      } catch (ConflictException e) {
        if (tries == TRIES) {
          throw e;
        }
        table.refresh();
      }
    }
  }

  private Outcome refresh(GoldTable table, Pending pending) {
    AnalysedModel model = table.model();
    String name = model.model().name();
    Dirty dirty = Dirty.of(pending, model.model().grain());
    spark
        .sparkContext()
        .setJobDescription("gold %s: %s up to mark %s".formatted(name, pending, pending.upTo()));
    try {
      SparkSession session =
          relations.sessionFor(
              model.model().sql(), spark, (in, dataset) -> live(in, dataset, model, dirty));
      if (!dirty.everything()) {
        interpret(session);
      }
      Difference difference = new Difference(model, dirty);
      org.apache.spark.sql.Dataset<Row> now = difference.now(session.sql(model.model().sql()));
      org.apache.spark.sql.Dataset<Row> changed =
          difference.rows(now, table.rows(session), pending.upTo());
      Outcome outcome = write(session, table, dirty, changed, pending);
      if (pending.everything() && !table.isOfThisDefinition()) {
        table.setDefinition(pending.upTo());
      }
      return outcome;
    } finally {
      spark.sparkContext().setJobDescription(null);
    }
  }

  /**
   * Each refresh asks with other dates, so Spark would compile each anew: a third of all CPU of a
   * small one, by a profile of the golden stories (147 s of CPU with, 89 s without).
   */
  private static void interpret(SparkSession session) {
    session.conf().set("spark.sql.codegen.wholeStage", "false");
    session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    session.conf().set("spark.sql.adaptive.enabled", "false");
  }

  private org.apache.spark.sql.Dataset<Row> live(
      SparkSession session, Dataset dataset, AnalysedModel model, Dirty dirty) {
    Duration slack = model.prunable().get(dataset.name());
    Optional<EventInterval> interval = dataset.interval();
    Column near =
        slack == null || interval.isEmpty()
            ? lit(true)
            : dirty.mayHold(col(OwnColumns.INTERVAL), slack, interval.get().grain());
    return silver.live(session, dataset, near);
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

  private long writeMany(
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
        List<String> key = new ArrayList<>();
        model.model().key().forEach(name -> key.add(name + " = " + row.getAs(name)));
        throw new KeyNotUniqueException(
            "Model '%s' is not written: its SELECT gives %s rows of one key (%s). Name in key: of %s every column that tells its groups apart, or group by the key."
                .formatted(
                    model.model().name(),
                    copies,
                    String.join(", ", key),
                    model.model().at().file()));
      }
    }
  }
}
