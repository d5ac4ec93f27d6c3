package dev.tidemark.transform.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.transform.fixture.TestConf;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.scan.DecodedFiles;
import dev.tidemark.transform.scan.PlacedRow;
import dev.tidemark.transform.scan.Starts;
import dev.tidemark.transform.scan.TableScan;
import dev.tidemark.transform.sql.AnalysedModel;
import dev.tidemark.transform.sql.Analysis;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** What is compared in memory comes out as when Spark compares it. */
final class RowDifferenceIT {
  private static final LocalDate DAY = LocalDate.parse("2024-05-01");
  private static final Instant START = Instant.parse("2024-05-01T00:00:00Z");
  private static final int ROWS = 400;

  private static final List<List<Object>> VALUES =
      List.of(
          values(0.0, -0.0, Double.NaN, 1.5, null),
          values(0.0f, -0.0f, Float.NaN, 2.5f, null),
          values(new BigDecimal("150"), new BigDecimal("0"), null),
          values(new byte[] {0, 1}, new byte[] {}, new byte[] {0, 1, 2}, null),
          values("", "a", "ä", null),
          values(nested(1, 0.0), nested(1, -0.0), nested(null, Double.NaN), null),
          values(seq(1, 2), seq(), seq((Object) null), null));

  @TempDir private Path folder;
  private final SparkSession spark = TestSpark.session();

  @Test
  void comesOutAsSparkComparesIt() {
    AnalysedModel model = model("[day, k, f]");
    Dirty day = new Dirty(false, true, List.of(new Dirty.Range(START, START.plusSeconds(86_400))));
    Random random = new Random(19);
    List<Row> had = new ArrayList<>();
    List<Row> now = new ArrayList<>();
    for (int k = 0; k < ROWS; k++) {
      Object[] values = values(k, random);
      if (random.nextInt(4) > 0) {
        had.add(with(values, List.of(START, 5L, random.nextInt(3) == 0)));
      }
      for (int i = 0; i < VALUES.size(); i++) {
        if (random.nextInt(VALUES.size() * 2) == 0) {
          values[i + 2] = VALUES.get(i).get(random.nextInt(VALUES.get(i).size()));
        }
      }
      if (random.nextInt(4) > 0) {
        now.add(with(values, List.of()));
      }
    }
    String path = folder.resolve("g").toString();
    spark
        .createDataFrame(had, GoldTable.schema(model))
        .coalesce(1)
        .write()
        .format("delta")
        .option("delta.enableDeletionVectors", "true")
        .save(path);

    Difference difference = new Difference(model, day);
    Dataset<Row> select = spark.createDataFrame(now, model.schema());
    Dataset<Row> bySpark =
        difference.rows(
            Difference.dirtyRows(select, model, day)
                .withColumn(Difference.COPIES, functions.lit(1L)),
            spark.read().format("delta").load(path),
            9);
    RowDifference inMemory =
        RowDifference.of(
            model,
            Difference.dirtyRows(select, model, day).collectAsList(),
            placed(path, day.starts()),
            9);

    assertThat(spark.createDataFrame(inMemory.rows(), GoldTable.schema(model)).collectAsList())
        .hasSizeBetween(ROWS / 4, ROWS)
        .containsExactlyInAnyOrderElementsOf(
            bySpark.drop(Difference.FILE, Difference.ROW, Difference.COPIES).collectAsList());
    assertThat(inMemory.old())
        .containsExactlyInAnyOrderElementsOf(
            bySpark.collectAsList().stream()
                .map(Difference::old)
                .flatMap(java.util.Optional::stream)
                .toList());
  }

  @Test
  void namesTheKeyThatTwoRowsBear() {
    AnalysedModel model = model("[day, f]");
    Object[] one = values(1, new Random(1));
    Object[] other = values(2, new Random(2));
    one[2] = 0.0;
    other[2] = -0.0;
    List<Row> now =
        spark
            .createDataFrame(
                List.of(with(one, List.of(START)), with(other, List.of(START))),
                model.schema().add("_interval", "timestamp"))
            .collectAsList();

    assertThatThrownBy(() -> RowDifference.of(model, now, List.of(), 2))
        .isInstanceOf(KeyNotUniqueException.class)
        .hasMessageStartingWith(
            "Model 'm' is not written: its SELECT gives 2 rows of one key (day = 2024-05-01, f = ");
  }

  private List<PlacedRow> placed(String path, Starts starts) {
    return new TableScan(path, TestSpark.hadoop(), new DecodedFiles(1 << 20))
        .newest()
        .orElseThrow()
        .placed(starts)
        .orElseThrow();
  }

  private AnalysedModel model(String key) {
    Conf conf =
        new TestConf(folder)
            .dataset(
                "t",
                "k",
                "day date, k int, f double, g float, d decimal(12), b binary, s string",
                "interval: {column: day, grain: day}")
            .model(
                "m",
                "SELECT day, k, f, g, d, b, s, named_struct('a', k, 'b', f) AS n, array(k) AS l FROM t",
                "interval: {column: day, grain: day}\nkey: " + key + "\n")
            .load();
    return Analysis.of(conf, spark).orThrow().models().get("m");
  }

  private static Object[] values(int k, Random random) {
    return Stream.concat(
            Stream.of(DAY, (Object) k),
            VALUES.stream().map(choice -> choice.get(random.nextInt(choice.size()))))
        .toArray();
  }

  private static Row with(Object[] values, List<Object> more) {
    return RowFactory.create(Stream.concat(Arrays.stream(values), more.stream()).toArray());
  }

  private static List<Object> values(Object... values) {
    return Arrays.asList(values);
  }

  private static Row nested(Object a, Object b) {
    return RowFactory.create(a, b);
  }

  private static Object seq(Object... items) {
    return CollectionConverters.asScala(Arrays.asList(items)).toSeq();
  }
}
