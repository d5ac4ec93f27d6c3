package dev.tidemark.transform.publish;

import static org.apache.spark.sql.functions.col;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.transform.gold.Outcome;
import dev.tidemark.transform.sql.Analysis;
import java.time.Clock;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Brings ClickHouse up to gold. No call waits for a ClickHouse that is out of reach: it throws
 * {@link ClickHouseUnreachableException}, and is to be made again. Safe for several threads, each
 * with models of its own; one at a time tells freshness and lineage.
 */
public final class ClickHousePublisher implements AutoCloseable {
  /** So many rows go into one INSERT, unless a single interval has more. */
  private static final int BLOCK = 100_000;

  private final SparkSession spark;
  private final Conf conf;
  private final Analysis analysis;
  private final ClickHouse clickHouse;
  private final FreshnessTable freshness;
  private final LineageTable lineage;

  /** The newest mark published, by model; absent until gold and ClickHouse have been compared. */
  private final Map<String, Long> published = new ConcurrentHashMap<>();

  /** Of their gold tables, as they were when gold and ClickHouse were compared. */
  private final Map<String, String> goldIds = new ConcurrentHashMap<>();

  private ClickHousePublisher(
      SparkSession spark, Conf conf, Analysis analysis, ClickHouse clickHouse, Clock clock) {
    this.spark = spark;
    this.conf = conf;
    this.analysis = analysis;
    this.clickHouse = clickHouse;
    this.freshness = new FreshnessTable(clickHouse, clock);
    this.lineage = new LineageTable(clickHouse, clock);
  }

  /**
   * A publisher; ClickHouse need not be there yet.
   *
   * @throws ClickHouseRefusedException if it is there and refuses user or password
   */
  public static ClickHousePublisher connect(
      SparkSession spark, Conf conf, Analysis analysis, Environment environment, Clock clock) {
    ClickHouse clickHouse = ClickHouse.of(conf.platform().clickhouse(), environment);
    try {
      clickHouse.requireLetIn();
    } catch (ClickHouseRefusedException e) {
      clickHouse.close();
      throw e;
    }
    return new ClickHousePublisher(spark, conf, analysis, clickHouse, clock);
  }

  /**
   * Makes ClickHouse have what gold has of the model, up to the outcome's mark at least. The first
   * call for a model compares the two whole, so it is to be made after each refresh, whatever came
   * of it.
   *
   * @return rows sent
   */
  public long publish(Outcome outcome) {
    String model = outcome.model();
    spark
        .sparkContext()
        .setJobDescription("publish %s up to mark %s".formatted(model, outcome.mark()));
    try {
      long sent = send(outcome);
      published.put(model, outcome.mark());
      return sent;
    } catch (RuntimeException e) {
      published.remove(model); // whatever it was, gold and ClickHouse are compared anew next time
      throw e;
    } finally {
      spark.sparkContext().setJobDescription(null);
    }
  }

  /** An outcome of the model was not given: what ClickHouse has is compared with gold next time. */
  public void missed(String model) {
    published.remove(model);
  }

  /** A short question. */
  public void requireAnswer() {
    clickHouse.requireAnswer();
  }

  private long send(Outcome outcome) {
    Long last = published.get(outcome.model());
    if (last != null && outcome instanceof Outcome.Current) {
      return 0;
    }
    if (last == null) {
      goldIds.remove(outcome.model());
    }
    String goldId = goldIds.computeIfAbsent(outcome.model(), this::goldId);
    ModelTable table =
        new ModelTable(clickHouse.database(), analysis.models().get(outcome.model()), goldId);
    if (last == null) {
      return new CatchUp(clickHouse, table, gold(outcome.model()), BLOCK).run();
    }
    return insert(table, rows((Outcome.Refreshed) outcome, last));
  }

  private Iterator<Row> rows(Outcome.Refreshed refreshed, long last) {
    Comparator<Row> byInterval =
        Comparator.comparing(
            row -> row.getAs(row.size() - 3),
            Comparator.nullsFirst(Comparator.<java.time.Instant>naturalOrder()));
    return refreshed
        .rows()
        .map(rows -> rows.stream().sorted(byInterval).iterator())
        .orElseGet(
            () ->
                gold(refreshed.model())
                    .where(col(OwnColumns.VERSION).gt(last))
                    .sort(OwnColumns.INTERVAL)
                    .toLocalIterator());
  }

  private long insert(ModelTable table, Iterator<Row> rows) {
    return new Blocks(
            table,
            BLOCK,
            block ->
                clickHouse.insert(
                    table.name(), table.columnNames(), block.bytes(), block.rows(), block.token()))
        .cut(rows);
  }

  private org.apache.spark.sql.Dataset<Row> gold(String model) {
    return spark.read().format("delta").load(conf.platform().lake().gold(model));
  }

  private String goldId(String model) {
    return DeltaTables.id(spark, conf.platform().lake().gold(model));
  }

  /** Replaces what ClickHouse says of these datasets and models. */
  public void freshness(List<FreshnessRow> rows) {
    freshness.put(rows);
  }

  /** Replaces what ClickHouse says of lineage. */
  public void lineage(List<LineageRow> edges) {
    lineage.put(edges);
  }

  @Override
  public void close() {
    clickHouse.close();
  }
}
