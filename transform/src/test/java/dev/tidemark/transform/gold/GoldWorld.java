package dev.tidemark.transform.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.transform.deletion.FileRows;
import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.fixture.CountingFence;
import dev.tidemark.transform.fixture.MemorySilver;
import dev.tidemark.transform.fixture.MemorySilver.Event;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.index.Indexes;
import dev.tidemark.transform.marks.MarkFinder;
import dev.tidemark.transform.marks.Marks;
import dev.tidemark.transform.sql.Analysis;
import dev.tidemark.transform.sql.Relations;
import dev.tidemark.transform.sql.SilverTables;
import dev.tidemark.transform.table.Append;
import dev.tidemark.transform.table.LakeTable;
import dev.tidemark.transform.table.TableSpec;
import dev.tidemark.transform.table.TransactionId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A lane without Kafka: batches of events become marks, then silver in memory or in files, then
 * gold.
 */
final class GoldWorld {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2024-06-01T00:00:00Z"), ZoneOffset.UTC);

  final SparkSession spark = TestSpark.session();
  final Conf conf;
  final Analysis analysis;
  final MemorySilver silver;
  final Marks marks;
  final GoldRefresh gold;
  private final SilverTables tables;
  private final MarkFinder finder;
  private final CountingFence fence;

  private final Map<String, LakeTable> files = new HashMap<>();

  private GoldWorld(
      Conf conf,
      MemorySilver silver,
      SilverTables tables,
      Optional<SilverTables> inMemory,
      int term) {
    this.conf = conf;
    this.silver = silver;
    this.tables = tables;
    this.fence = new CountingFence("main", term);
    this.analysis = Analysis.of(conf, spark).orThrow();
    this.marks =
        Marks.open(
            spark, conf.platform().lake(), spark.sparkContext().hadoopConfiguration(), CLOCK);
    this.finder = new MarkFinder(conf, analysis, spark, tables, new Indexes());
    this.gold =
        inMemory
            .map(memory -> new GoldRefresh(spark, conf, analysis, marks, memory))
            .orElseGet(() -> new GoldRefresh(spark, conf, analysis, marks));
    gold.markChangedModels();
  }

  static GoldWorld of(Conf conf) {
    MemorySilver silver = new MemorySilver(conf);
    return new GoldWorld(conf, silver, silver.tables(), Optional.of(silver.tables()), 1);
  }

  /** Gold reads silver from the lake, as in production. */
  static GoldWorld withFiles(Conf conf) {
    MemorySilver silver = new MemorySilver(conf);
    GoldWorld world = new GoldWorld(conf, silver, silver.tables(), Optional.empty(), 1);
    for (Dataset dataset : conf.datasets().values()) {
      TableSpec spec =
          TableSpec.of(conf.platform().lake().silver(dataset.name()), MemorySilver.schema(dataset));
      world.files.put(dataset.name(), LakeTable.open(spec, TestSpark.hadoop()));
    }
    return world;
  }

  /** The next process over the same lake, perhaps with another conf. */
  GoldWorld restarted(Conf next) {
    return new GoldWorld(next, silver, tables, Optional.of(tables), 2);
  }

  long batch(List<Event> events) {
    long mark =
        marks.append(finder.find(silver.changes(events)), fence.next(), Coverage.NONE, "main");
    silver.apply(events);
    events.stream().map(Event::dataset).distinct().forEach(this::write);
    return mark;
  }

  /** All rows anew, in files beside those that were there. */
  private void write(String dataset) {
    LakeTable table = files.get(dataset);
    if (table == null) {
      return;
    }
    List<RowPosition> old = new ArrayList<>();
    for (FileRows file : table.files().values()) {
      LongStream.range(0, file.rows())
          .filter(row -> !file.gone().contains((int) row))
          .forEach(row -> old.add(new RowPosition(file.name(), row)));
    }
    table.replace(
        old,
        Append.of(
            new TransactionId("test", table.version() + 1),
            silver.rows(conf.datasets().get(dataset))));
  }

  Outcome refresh(String model) {
    return gold.refresh(model, marks.newest());
  }

  /** All of gold, deleted rows too, ordered by key. */
  List<String> rows(String model) {
    List<String> key = analysis.models().get(model).model().key();
    return spark
        .read()
        .format("delta")
        .load(conf.platform().lake().gold(model))
        .sort(key.stream().map(org.apache.spark.sql.functions::col).toArray(Column[]::new))
        .toJSON()
        .collectAsList();
  }

  /** Gold's live rows are those that the SELECT gives of all of silver. */
  void assertGoldIsWhole(String model) {
    String sql = analysis.models().get(model).model().sql();
    List<String> columns = List.of(analysis.models().get(model).schema().fieldNames());
    List<Row> full =
        new Relations(conf).sessionFor(sql, spark, tables::live).sql(sql).collectAsList();
    List<Row> live =
        spark
            .read()
            .format("delta")
            .load(conf.platform().lake().gold(model))
            .where("NOT _deleted")
            .selectExpr(columns.toArray(String[]::new))
            .collectAsList();
    assertThat(live).containsExactlyInAnyOrderElementsOf(full);
  }
}
