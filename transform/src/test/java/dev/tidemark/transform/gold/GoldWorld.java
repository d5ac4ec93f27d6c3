package dev.tidemark.transform.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.sequence.Coverage;
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
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A lane without Kafka: batches of events become marks, then silver in memory, then gold. */
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

  private GoldWorld(Conf conf, MemorySilver silver, SilverTables tables, int term) {
    this.conf = conf;
    this.silver = silver;
    this.tables = tables;
    this.fence = new CountingFence("main", term);
    this.analysis = Analysis.of(conf, spark).orThrow();
    this.marks =
        Marks.open(
            spark, conf.platform().lake(), spark.sparkContext().hadoopConfiguration(), CLOCK);
    this.finder = new MarkFinder(conf, analysis, spark, tables, new Indexes());
    this.gold = new GoldRefresh(spark, conf, analysis, marks, tables);
    gold.markChangedModels();
  }

  static GoldWorld of(Conf conf) {
    MemorySilver silver = new MemorySilver(conf);
    return new GoldWorld(conf, silver, silver.tables(), 1);
  }

  /** The next process over the same lake, perhaps with another conf. */
  GoldWorld restarted(Conf next) {
    return new GoldWorld(next, silver, tables, 2);
  }

  long batch(List<Event> events) {
    long mark =
        marks.append(finder.find(silver.changes(events)), fence.next(), Coverage.NONE, "main");
    silver.apply(events);
    return mark;
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
