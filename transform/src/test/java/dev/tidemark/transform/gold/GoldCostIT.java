package dev.tidemark.transform.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.fixture.ClickHouseServer;
import dev.tidemark.transform.fixture.MemorySilver;
import dev.tidemark.transform.fixture.TestConf;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.marks.Pending;
import dev.tidemark.transform.publish.ClickHousePublisher;
import dev.tidemark.transform.scan.DecodedFiles;
import dev.tidemark.transform.sql.AnalysedModel;
import dev.tidemark.transform.sql.Analysis;
import dev.tidemark.transform.sql.Relations;
import dev.tidemark.transform.sql.SilverTables;
import dev.tidemark.transform.table.Append;
import dev.tidemark.transform.table.LakeTable;
import dev.tidemark.transform.table.TableSpec;
import dev.tidemark.transform.table.TransactionId;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a refresh of one dirty day (or of several) costs, with its way into ClickHouse, and what it
 * did when Spark read the tables: in turns, over one silver, each with gold of its own. {@code
 * scripts/bench gold} prints its line.
 */
@Tag("full")
final class GoldCostIT {
  private static final String MODEL = "sold_by_city";
  private static final int DAYS = Integer.getInteger("bench.days", 1_000);
  private static final int WARM = 5;
  private static final int DIRTY = Integer.getInteger("bench.dirty", 1);
  private static final int COUNTED = Integer.getInteger("bench.rounds", 20);
  private static final int ORDERS_A_DAY = 100;
  private static final int DAYS_A_FILE = 25;
  private static final LocalDate FIRST = LocalDate.parse("2022-01-01");

  @TempDir private Path folder;

  private final SparkSession spark = TestSpark.session();
  private final DecodedFiles decoded = new DecodedFiles(Runtime.getRuntime().maxMemory() / 10);
  private LakeTable orders;

  @Test
  void ofOneDirtyDay() {
    try (ClickHouseServer server = ClickHouseServer.start(folder.resolve("stack"))) {
      ofOneDirtyDay(server, conf(server));
    }
  }

  private void ofOneDirtyDay(ClickHouseServer server, Conf conf) {
    Analysis analysis = Analysis.of(conf, spark).orThrow();
    AnalysedModel model = analysis.models().get(MODEL);
    fill(conf);
    Relations relations = new Relations(conf);
    SilverTables whole = SilverTables.in(conf.platform().lake());
    SparkRefresh bySpark = new SparkRefresh(spark, relations, whole);
    NearRefresh near = new NearRefresh(spark, relations, new NearSilver(conf, hadoop(), decoded));
    Gold old = new Gold(model, folder.resolve("old").toString(), bySpark::refresh);
    Gold now =
        new Gold(
            model,
            conf.platform().lake().gold(MODEL),
            (t, p, d) -> near.refresh(t, p, d).orElseThrow());
    ClickHousePublisher publisher =
        ClickHousePublisher.connect(spark, conf, analysis, server.environment(), Clock.systemUTC());
    Pending all = new Pending(1, true, false, Collections.emptySortedSet());
    bySpark.refresh(old.table, all, Dirty.of(all, model.model().grain()));
    publisher.publish(bySpark.refresh(now.table, all, Dirty.of(all, model.model().grain())));

    List<Integer> days = new ArrayList<>(IntStream.range(0, DAYS).boxed().toList());
    Collections.shuffle(days, new Random(7));
    List<Long> published = new ArrayList<>();
    for (int round = 0; round < WARM + COUNTED; round++) {
      cancelHalf(days.get(round));
      Pending day = new Pending(2L + round, false, false, new TreeSet<>(starts(days, round)));
      if (round % 2 == 0) {
        old.refresh(day);
      }
      Outcome outcome = now.refresh(day);
      long began = System.nanoTime();
      assertThat(publisher.publish(outcome)).isPositive();
      published.add(System.nanoTime() - began);
      if (round % 2 != 0) {
        old.refresh(day);
      }
    }
    publisher.close();

    System.out.printf(
        Locale.ROOT,
        "{\"bench\":\"gold\",\"days\":%d,\"dirty\":%d,\"orders\":%d,\"refreshes\":%d,\"now\":%s,\"publish\":%s,\"spark-reads\":%s,\"load\":%.1f}%n",
        DAYS,
        DIRTY,
        DAYS * ORDERS_A_DAY,
        COUNTED,
        figures(now.nanos),
        figures(published),
        figures(old.nanos),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    String sql = model.model().sql();
    assertThat(
            server.query(
                "SELECT count(), sum(sales), sum(revenue) FROM it.%s FINAL".formatted(MODEL)))
        .containsExactly(now.sums());
    assertThat(now.live())
        .isEqualTo(old.live())
        .isEqualTo(sorted(relations.sessionFor(sql, spark, whole::live).sql(sql).collectAsList()));
  }

  /** Of the day that changed and of those after it. */
  private static List<Instant> starts(List<Integer> days, int from) {
    return IntStream.range(from, from + DIRTY)
        .mapToObj(day -> start(days.get(day % days.size())))
        .toList();
  }

  private interface Refresh {
    Outcome of(GoldTable table, Pending pending, Dirty dirty);
  }

  private final class Gold {
    private final String path;
    private final GoldTable table;
    private final Refresh way;
    private final List<Long> nanos = new ArrayList<>();

    Gold(AnalysedModel model, String path, Refresh way) {
      this.path = path;
      this.table = GoldTable.open(model, this.path, spark, decoded);
      this.way = way;
    }

    Outcome refresh(Pending day) {
      long began = System.nanoTime();
      Outcome outcome = way.of(table, day, Dirty.of(day, table.model().model().grain()));
      nanos.add(System.nanoTime() - began);
      return outcome;
    }

    private Dataset<Row> rows() {
      return spark.read().format("delta").load(path).where("NOT _deleted");
    }

    List<String> live() {
      return sorted(rows().drop("_interval", "_version", "_deleted").collectAsList());
    }

    /** As ClickHouse prints them. */
    String sums() {
      Row sums = rows().selectExpr("count(*)", "sum(sales)", "sum(revenue)").first();
      return "%s\t%s\t%s".formatted(sums.get(0), sums.get(1), sums.get(2));
    }
  }

  private static String figures(List<Long> nanos) {
    long[] sorted =
        nanos.subList(WARM, nanos.size()).stream().mapToLong(Long::longValue).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "{\"p50-ms\":%d,\"p95-ms\":%d,\"max-ms\":%d}",
        millis(sorted[(sorted.length - 1) / 2]),
        millis(sorted[(sorted.length - 1) * 95 / 100]),
        millis(sorted[sorted.length - 1]));
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  private static List<String> sorted(List<Row> rows) {
    return rows.stream().map(Row::toString).sorted().toList();
  }

  private Conf conf(ClickHouseServer server) {
    return new TestConf(folder)
        .publishedTo(server, "it")
        .dataset(
            "orders",
            "order_id",
            "order_id bigint, customer_id int, seller_id int, ordered_at timestamp_ntz, status string",
            "interval: {column: ordered_at, grain: day}")
        .dataset("lines", "order_id, line_no", "order_id bigint, line_no int, amount decimal(12)")
        .dataset("customers", "customer_id", "customer_id int, city_id int")
        .dataset("cities", "city_id", "city_id int, city string")
        .dataset("sellers", "seller_id", "seller_id int, seller string")
        .view(
            "sold",
            """
            SELECT ci.city, s.seller, CAST(o.ordered_at AS DATE) AS day, l.amount
            FROM lines l
            JOIN orders o ON l.order_id = o.order_id
            JOIN customers c ON o.customer_id = c.customer_id
            JOIN cities ci ON c.city_id = ci.city_id
            JOIN sellers s ON o.seller_id = s.seller_id
            WHERE o.status <> 'cancelled'
            """)
        .model(
            MODEL,
            "SELECT city, day, count(*) AS sales, sum(amount) AS revenue FROM sold GROUP BY city, day",
            "interval: {column: day, grain: day}\nkey: [city, day]\n")
        .load();
  }

  private void fill(Conf conf) {
    table(conf, "cities", ids(20).mapToObj(i -> live(i, "city " + i)).toList());
    table(conf, "sellers", ids(50).mapToObj(i -> live(i, "seller " + i)).toList());
    table(conf, "customers", ids(1_000).mapToObj(i -> live(i, i % 20)).toList());
    orders = open(conf, "orders");
    LakeTable lines = open(conf, "lines");
    for (int day = 0; day < DAYS; day += DAYS_A_FILE) {
      List<Row> rows = new ArrayList<>();
      List<Row> of = new ArrayList<>();
      long first = (long) day * ORDERS_A_DAY;
      for (long id = first; id < first + DAYS_A_FILE * ORDERS_A_DAY; id++) {
        rows.add(order(id, "paid"));
        of.add(live(id, 1, BigDecimal.valueOf(id % 97)));
        of.add(live(id, 2, BigDecimal.valueOf(id % 89)));
      }
      files.put(day, orders.replace(List.of(), Append.of(next(orders), rows)).get(0).name());
      lines.append(Append.of(next(lines), of));
    }
  }

  private final TreeMap<Integer, String> files = new TreeMap<>();

  private static IntStream ids(int count) {
    return IntStream.range(0, count);
  }

  /** Without an interval. */
  private static Row live(Object... columns) {
    Object[] values = java.util.Arrays.copyOf(columns, columns.length + 2);
    values[columns.length + 1] = false;
    return RowFactory.create(values);
  }

  private static Row order(long id, String status) {
    LocalDateTime at = FIRST.plusDays(id / ORDERS_A_DAY).atTime(12, 0).plusSeconds(id % 3_600);
    int some = (int) (id % 1_000);
    return RowFactory.create(
        id, some, some % 50, at, status, start((int) (id / ORDERS_A_DAY)), false);
  }

  private static Instant start(int day) {
    return FIRST.plusDays(day).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /** Changes silver as a batch does: rows taken out of a large file, others in a small one. */
  private void cancelHalf(int day) {
    var file = files.floorEntry(day);
    long first = (long) (day - file.getKey()) * ORDERS_A_DAY;
    List<RowPosition> old =
        LongStream.range(first, first + ORDERS_A_DAY / 2)
            .mapToObj(row -> new RowPosition(file.getValue(), row))
            .toList();
    long id = (long) day * ORDERS_A_DAY;
    List<Row> rows =
        LongStream.range(id, id + ORDERS_A_DAY / 2).mapToObj(i -> order(i, "cancelled")).toList();
    orders.replace(old, Append.of(next(orders), rows));
  }

  private void table(Conf conf, String dataset, List<Row> rows) {
    LakeTable table = open(conf, dataset);
    table.append(Append.of(next(table), rows));
  }

  private LakeTable open(Conf conf, String dataset) {
    return LakeTable.open(
        TableSpec.of(
            conf.platform().lake().silver(dataset),
            MemorySilver.schema(conf.datasets().get(dataset))),
        hadoop());
  }

  private static TransactionId next(LakeTable table) {
    return new TransactionId("bench", table.version() + 1);
  }

  private static org.apache.hadoop.conf.Configuration hadoop() {
    return TestSpark.hadoop();
  }
}
