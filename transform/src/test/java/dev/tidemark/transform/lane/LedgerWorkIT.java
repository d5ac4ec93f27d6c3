package dev.tidemark.transform.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.contract.time.Grain;
import dev.tidemark.contract.time.Interval;
import dev.tidemark.transform.bronze.Bronze;
import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.decode.RecordDecoder;
import dev.tidemark.transform.fixture.CountingFence;
import dev.tidemark.transform.fixture.TestConf;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.index.Indexes;
import dev.tidemark.transform.ledger.Counts;
import dev.tidemark.transform.ledger.Ledger;
import dev.tidemark.transform.ledger.Owner;
import dev.tidemark.transform.ledger.Route;
import dev.tidemark.transform.ledger.Transition;
import dev.tidemark.transform.ledger.Work;
import dev.tidemark.transform.ledger.WorkState;
import dev.tidemark.transform.marks.MarkFinder;
import dev.tidemark.transform.marks.Marks;
import dev.tidemark.transform.metrics.StreamMetrics;
import dev.tidemark.transform.quality.Quarantine;
import dev.tidemark.transform.quality.RuleResults;
import dev.tidemark.transform.quality.Rules;
import dev.tidemark.transform.registry.SchemaStore;
import dev.tidemark.transform.silver.SilverReader;
import dev.tidemark.transform.silver.Upserts;
import dev.tidemark.transform.sql.Analysis;
import dev.tidemark.transform.sql.SilverTables;
import dev.tidemark.transform.table.Fence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Silver that somebody damaged, derived again from bronze by what the ledger asks of the lane. */
final class LedgerWorkIT {
  private static final TopicPartition P0 = new TopicPartition("shop.shop.trades", 0, 0);
  private static final List<String> HISTORY =
      List.of(
          create(1, "2026-03-01T10:00:00", "1.00"),
          create(2, "2026-03-01T11:00:00", "2.00"),
          create(3, "2026-03-01T23:59:59", "3.00"),
          create(4, "2026-03-02T00:00:00", "4.00"),
          create(5, "2026-03-01T12:00:00", "5.00"),
          update(5, "2026-03-02T12:00:00", "5.50"),
          create(6, "2026-03-01T13:00:00", "6.00"),
          delete(6, "2026-03-01T13:00:00", "6.00"),
          create(7, "2026-03-03T07:00:00", "7.00"),
          update(2, "2026-03-01T11:00:00", "2.20"));

  @TempDir private Path dir;

  private final SparkSession spark = TestSpark.session();
  private final Clock clock = Clock.systemUTC();
  private Conf conf;
  private Lake lake;
  private Fence fence;
  private Marks marks;
  private Together together;

  @BeforeEach
  void history() {
    conf =
        new TestConf(dir)
            .dataset(
                "trades",
                "id",
                "id bigint, at timestamp_ntz, amount decimal(12,2)",
                "interval: {column: at, grain: day, zone: UTC}")
            .model(
                "by_day",
                "SELECT CAST(at AS DATE) AS day, sum(amount) AS amount FROM trades GROUP BY 1",
                """
                interval: {column: day, grain: day}
                key: [day]
                inputs: {trades: {interval: at}}
                """)
            .load();
    lake = conf.platform().lake();
    fence = new CountingFence("main", 1);
    marks = Marks.open(spark, lake, TestSpark.hadoop(), clock);
    together = new Together(spark.sparkContext(), "main");
    LaneDataset trades = trades();
    List<KafkaRecord> records = new ArrayList<>();
    for (String value : HISTORY) {
      records.add(record(records.size(), value));
    }
    Coverage all = Coverage.NONE.with(P0, new OffsetRange(0, records.size()));
    trades.bronze().append(records, all, fence);
    new CatchUp(spark.sparkContext(), step(), 100).run(List.of(trades));
  }

  @AfterEach
  void end() {
    together.close();
  }

  @Test
  void whatWasDamagedInTheIntervalIsAsBeforeAndTwiceChangesNothing() {
    List<String> whole = silver();
    long tallied = batches();
    long mark = marks.newest();
    sql("DELETE FROM %s WHERE id = 1");
    sql("UPDATE %s SET amount = 99 WHERE id = 2");
    sql(
        "UPDATE %s SET at = TIMESTAMP_NTZ'2026-03-09 00:00:00', _interval = TIMESTAMP'2026-03-09"
            + " 00:00:00' WHERE id = 3");
    sql(
        "UPDATE %s SET at = TIMESTAMP_NTZ'2026-03-01 05:00:00', _interval = TIMESTAMP'2026-03-01"
            + " 00:00:00' WHERE id = 4");
    sql("UPDATE %s SET _deleted = false WHERE id = 6");
    assertThat(silver()).isNotEqualTo(whole);
    Ledger ledger = ledger();
    ask(ledger, "first", "2026-03-01T00:00:00Z");

    assertThat(work(ledger).goOn(Duration.ofMinutes(5))).isFalse();

    assertThat(silver()).isEqualTo(whole);
    assertThat(batches()).as("no record is counted twice").isEqualTo(tallied);
    assertThat(marks.newest()).as("gold is told").isGreaterThan(mark);
    Transition line = ledger.newest().get(0);
    assertThat(line.state()).isEqualTo(WorkState.APPLIED);
    assertThat(line.counts())
        .isEqualTo(
            new Counts(
                OptionalLong.empty(),
                OptionalLong.of(7),
                OptionalLong.empty(),
                OptionalLong.of(3)));

    ask(ledger, "again", "2026-03-01T00:00:00Z");
    work(ledger).goOn(Duration.ofMinutes(5));

    assertThat(silver()).isEqualTo(whole);
    Interval first = day("2026-03-01T00:00:00Z");
    Interval none = day("2026-02-01T00:00:00Z");
    assertThat(
            new SilverReader(spark, lake, conf.datasets().get("trades")).live(List.of(first, none)))
        .isEqualTo(Map.of(first, 3L, none, 0L));
  }

  @Test
  void workThatWasBegunByAProcessThatIsGoneIsBegunAgain() {
    List<String> whole = silver();
    sql("DELETE FROM %s WHERE id IN (1, 4, 5)");
    Ledger ledger = ledger();
    ask(ledger, "first", "2026-03-01T00:00:00Z");
    ask(ledger, "second", "2026-03-02T00:00:00Z");
    assertThat(work(ledger).goOn(Duration.ZERO)).as("one step, then killed").isTrue();
    assertThat(ledger.newest())
        .extracting(Transition::state)
        .containsExactly(WorkState.RUNNING, WorkState.RUNNING);

    assertThat(work(ledger()).goOn(Duration.ofMinutes(5))).isFalse();

    assertThat(silver()).isEqualTo(whole);
    assertThat(ledger.newest())
        .extracting(Transition::state)
        .containsExactly(WorkState.APPLIED, WorkState.APPLIED);
  }

  @Test
  void keysThatDoNotFitAreTakenInBuckets() {
    List<String> whole = silver();
    sql("DELETE FROM %s WHERE id IN (1, 3, 7)");
    LaneDataset trades = trades();
    SilverReader reader = new SilverReader(spark, lake, trades.conf());
    List<Interval> days = List.of(day("2026-03-03T00:00:00Z"), day("2026-03-01T00:00:00Z"));
    Rederivation task =
        new Rederivation(trades, days, step(), reader, new Rederivation.Limits(2, 3, 1));

    int steps = 1;
    while (task.advance()) {
      steps++;
    }

    assertThat(silver()).isEqualTo(whole);
    assertThat(steps).isGreaterThan(2 * (4 + 4));
    assertThat(task.folded()).isGreaterThanOrEqualTo(6);
    assertThat(task.changes(days.get(0))).isEqualTo(1);
    assertThat(task.changes(days.get(1))).isEqualTo(7);
  }

  private void ask(Ledger ledger, String id, String day) {
    Work work =
        new Work(
            id, "run", "trades", "shop", "main", day(day), Route.BRONZE, Owner.ofThisProcess());
    ledger.append(newest -> List.of(Transition.request(work)));
  }

  private static Interval day(String start) {
    return Interval.of(Instant.parse(start), Grain.DAY, ZoneOffset.UTC);
  }

  private Ledger ledger() {
    return Ledger.open(spark, lake, TestSpark.hadoop(), clock);
  }

  /** As a run of the lane begins. */
  private LedgerWork work(Ledger ledger) {
    LaneTables tables =
        new LaneTables(
            "main",
            spark.sparkContext(),
            List.of(trades()),
            schemas(),
            fence,
            together,
            new StreamMetrics(clock));
    return new LedgerWork(Optional.of(ledger), spark, lake, tables, step());
  }

  private LaneDataset trades() {
    dev.tidemark.contract.conf.Dataset dataset = conf.datasets().get("trades");
    return new LaneDataset(
        dataset,
        Bronze.open(spark, lake, dataset, clock),
        RecordDecoder.of(dataset, schemas()),
        Rules.of(spark, dataset),
        Upserts.indexed(spark, lake, dataset, clock));
  }

  private SchemaStore schemas() {
    return new SchemaStore(spark, lake, Optional.empty(), fence, clock);
  }

  private SilverStep step() {
    SilverStep.Ledgers ledgers =
        new SilverStep.Ledgers(
            "main",
            marks,
            Quarantine.open(spark, lake, "main", clock),
            Batches.open(lake, "main", TestSpark.hadoop(), clock, new StreamMetrics(clock)),
            RuleResults.open(lake, "main", TestSpark.hadoop(), clock),
            (grown, by) -> {
              throw new AssertionError("%s has no new columns".formatted(grown));
            });
    MarkFinder finder =
        new MarkFinder(
            conf, Analysis.of(conf, spark).orThrow(), spark, SilverTables.in(lake), new Indexes());
    return new SilverStep(ledgers, finder, new MarkGate(marks.newest()), fence, together);
  }

  private List<String> silver() {
    return spark
        .read()
        .format("delta")
        .load(lake.silver("trades"))
        .drop("_applied_at")
        .sort("id")
        .toJSON()
        .collectAsList();
  }

  private long batches() {
    return spark.read().format("delta").load(lake.own("batches")).count();
  }

  private void sql(String text) {
    spark.sql(text.formatted("delta.`" + lake.silver("trades") + "`"));
  }

  private static KafkaRecord record(long offset, String value) {
    return new KafkaRecord(
        P0.topic(),
        P0.epoch(),
        P0.partition(),
        offset,
        Instant.EPOCH,
        null,
        value.getBytes(StandardCharsets.UTF_8),
        List.of());
  }

  private static String create(int id, String at, String amount) {
    return envelope("c", "null", row(id, at, amount));
  }

  private static String update(int id, String at, String amount) {
    return envelope("u", "null", row(id, at, amount));
  }

  private static String delete(int id, String at, String amount) {
    return envelope("d", row(id, at, amount), "null");
  }

  private static String row(int id, String at, String amount) {
    return "{\"id\":%s,\"at\":\"%s\",\"amount\":\"%s\"}".formatted(id, at, amount);
  }

  private static String envelope(String op, String before, String after) {
    return "{\"op\":\"%s\",\"before\":%s,\"after\":%s,\"source\":{\"ts_ms\":1,\"snapshot\":\"false\"}}"
        .formatted(op, before, after);
  }
}
