package dev.tidemark.transform.scan;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.table.Append;
import dev.tidemark.transform.table.FileMerge;
import dev.tidemark.transform.table.LakeTable;
import dev.tidemark.transform.table.TableSpec;
import dev.tidemark.transform.table.TransactionId;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Function1;

/** The driver reads of a table what Spark reads of it, whoever has written to it. */
final class TableScanIT {
  private static final StructType COLUMNS =
      StructType.fromDDL("id INT, name STRING, _interval TIMESTAMP");
  private static final Instant FIRST = Instant.parse("2024-05-01T00:00:00Z");

  @TempDir private Path lake;
  private final SparkSession spark = TestSpark.session();
  private final DecodedFiles decoded = new DecodedFiles(10 << 20);
  private TableScan scan;
  private long version;

  @Test
  void followsWhatTidemarkAndSparkCommit() {
    assertThat(scan().newest()).isEmpty();
    LakeTable table = LakeTable.open(TableSpec.of(path(), COLUMNS), TestSpark.hadoop());
    assertSame();
    table.append(Append.of(next(), rows(0, 3_000)));
    assertSame();
    String file = table.files().keySet().iterator().next();
    List<RowPosition> old = List.of(new RowPosition(file, 7), new RowPosition(file, 2_999));
    table.replace(old, Append.of(next(), rows(5_000, 3)));
    assertSame();

    delta().delete(col("id").between(1_020, 1_030).or(col("id").equalTo(5_001)));
    assertSame();
    append("SELECT 9 AS id, 'foreign' AS name, TIMESTAMP'2024-05-02' AS _interval");
    assertSame();
    delta().optimize().executeCompaction();
    assertSame();
  }

  @Test
  void followsFilesThatBecomeOne() {
    LakeTable table = LakeTable.open(TableSpec.of(path(), COLUMNS), TestSpark.hadoop());
    for (int i = 0; i < 16; i++) {
      table.append(Append.of(next(), rows(i * 10, 2)));
    }
    assertSame();
    FileMerge.Merged merged = table.mergeable(0).orElseThrow().write();
    table.replace(
        List.of(new RowPosition(table.files().keySet().iterator().next(), 1)),
        Append.of(next(), List.of()));
    assertSame();
    assertThat(table.commit(merged)).isPresent();
    assertSame();
    assertThat(table.files()).hasSize(1);
  }

  @Test
  void readsEachTypeAsSparkDoes() {
    append(
        """
        SELECT true AS a, 1Y AS b, -2S AS c, 3 AS d, 4L AS e, 1.5F AS f, double('NaN') AS g,
          12.50BD AS h, CAST(7 AS DECIMAL(38,10)) AS i, CAST(-7.1 AS DECIMAL(15,1)) AS j, 'ü' AS k,
          X'00FF' AS l, DATE'1969-12-31' AS m, TIMESTAMP'1969-12-31 23:59:59.999999' AS n,
          TIMESTAMP_NTZ'0001-01-01 00:00:00.000001' AS o, array(1, NULL) AS p, map('x', DATE'2024-02-29') AS q,
          named_struct('s', X'01', 't', array(named_struct('u', 1.0BD))) AS r
        """);
    append(
        "SELECT "
            + Stream.of(columns().fieldNames())
                .map(
                    name ->
                        "CAST(NULL AS %s) AS %s"
                            .formatted(columns().apply(name).dataType().sql(), name))
                .collect(java.util.stream.Collectors.joining(", ")));

    assertSame();
  }

  @Test
  void readsOldFilesOfColumnsThatWereAddedOrWidened() {
    append(
        "SELECT 1Y AS a, 2S AS b, 3 AS c, 1.5F AS d, 1.25BD AS e, DATE'2024-02-29' AS f, 5 AS g, 7 AS j, array(1) AS h");
    assertSame();
    spark.sql(
        "ALTER TABLE delta.`%s` SET TBLPROPERTIES ('delta.enableTypeWidening' = 'true', 'delta.feature.timestampNtz' = 'supported')"
            .formatted(path()));
    String[] wider = {
      "a INT",
      "b BIGINT",
      "c BIGINT",
      "d DOUBLE",
      "e DECIMAL(20,4)",
      "f TIMESTAMP_NTZ",
      "g DOUBLE",
      "j DECIMAL(12,2)"
    };
    spark.sql("ALTER TABLE delta.`%s` ALTER COLUMN h.element TYPE BIGINT".formatted(path()));
    for (String column : wider) {
      spark.sql(
          "ALTER TABLE delta.`%s` ALTER COLUMN %s"
              .formatted(path(), column.replaceFirst(" ", " TYPE ")));
    }
    spark.sql("ALTER TABLE delta.`%s` ADD COLUMNS (i STRING)".formatted(path()));

    assertSame();
    append(
        "SELECT 1 AS a, 2L AS b, 3L AS c, 1.5D AS d, CAST(1.2525 AS DECIMAL(20,4)) AS e, TIMESTAMP_NTZ'2024-02-29 01:00:00' AS f, 5D AS g, CAST(7.5 AS DECIMAL(12,2)) AS j, array(1L) AS h, 'i' AS i");
    assertSame();
  }

  @Test
  void readsOnlyFilesThatMayHoldWhatIsWanted() throws IOException {
    LakeTable table = LakeTable.open(TableSpec.of(path(), COLUMNS), TestSpark.hadoop());
    for (int day = 0; day < 4; day++) {
      table.append(Append.of(next(), List.of(RowFactory.create(day, "d", start(day)))));
    }
    table.append(Append.of(next(), List.of(RowFactory.create(4, "nowhere", null))));
    table.append(
        Append.of(
            next(),
            List.of(RowFactory.create(5, "late", start(1).plusNanos(86_399_999_999_000L)))));
    TableVersion newest = scan().newest().orElseThrow();
    for (String file : table.files().keySet()) {
      Files.move(lake.resolve("t").resolve(file), lake.resolve(file));
    }
    assertThat(ids(newest, false, day(10, 20))).isEmpty();
    for (String file : table.files().keySet()) {
      Files.move(lake.resolve(file), lake.resolve("t").resolve(file));
    }
    assertThat(ids(newest, false, day(1, 2))).containsExactly(1, 5);
    assertThat(ids(newest, true, day(3, 4))).containsExactly(3, 4);
    assertThat(ids(newest, true)).containsExactly(4);
  }

  @Test
  void readsFilesOfWhichTheLogSaysNothing() {
    SparkSession silent = spark.newSession();
    silent.conf().set("spark.databricks.delta.stats.collect", "false");
    silent
        .createDataFrame(rows(0, 3), COLUMNS)
        .write()
        .format("delta")
        .option("delta.enableDeletionVectors", "true")
        .save(path());

    assertThat(ids(scan().newest().orElseThrow(), false, day(0, 1))).containsExactly(0);
    assertSame();
  }

  @Test
  void leavesToSparkWhatIsPartitionedOrNamedOtherwise() {
    spark
        .createDataFrame(rows(0, 3), COLUMNS)
        .write()
        .format("delta")
        .partitionBy("id")
        .save(path());
    assertThat(scan().newest().orElseThrow().rows(Starts.ALL)).isEmpty();

    String mapped = lake.resolve("mapped").toString();
    spark.sql(
        "CREATE TABLE delta.`%s` (id INT) USING DELTA TBLPROPERTIES ('delta.columnMapping.mode' = 'name')"
            .formatted(mapped));
    TableScan other = new TableScan(mapped, TestSpark.hadoop(), decoded);
    assertThat(other.newest().orElseThrow().rows(Starts.ALL)).isEmpty();
  }

  @Test
  void findsATableThatWasMadeAnew() throws IOException {
    append("SELECT 1 AS id");
    append("SELECT 2 AS id");
    assertSame();
    Files.move(lake.resolve("t"), lake.resolve("old"));
    assertThat(scan().newest()).isEmpty();
    org.apache.spark.sql.delta.DeltaLog.clearCache();
    append("SELECT 'new' AS name");

    assertSame();
  }

  @Test
  void aVersionStaysWhatItIs() {
    LakeTable table = LakeTable.open(TableSpec.of(path(), COLUMNS), TestSpark.hadoop());
    table.append(Append.of(next(), rows(0, 3)));
    TableVersion before = scan().newest().orElseThrow();
    table.append(Append.of(next(), rows(10, 3)));

    assertThat(before.rows(Starts.ALL).orElseThrow()).hasSize(3);
    assertThat(scan().newest().orElseThrow().rows(Starts.ALL).orElseThrow()).hasSize(6);
  }

  private void assertSame() {
    TableVersion newest = scan().newest().orElseThrow();
    List<PlacedRow> placed = newest.placed(Starts.ALL).orElseThrow();
    Dataset<Row> bySpark = spark.read().format("delta").load(path());
    assertThat(newest.schema().sql()).isEqualTo(bySpark.schema().sql());
    List<Row> rows = external(newest.rows(Starts.ALL).orElseThrow(), newest.schema());
    assertThat(spark.createDataFrame(rows, newest.schema()).collectAsList())
        .containsExactlyInAnyOrderElementsOf(bySpark.collectAsList());
    List<Row> java = placed.stream().map(PlacedRow::row).toList();
    assertThat(spark.createDataFrame(java, newest.schema()).collectAsList())
        .containsExactlyInAnyOrderElementsOf(bySpark.collectAsList());
    assertThat(placed.stream().map(row -> row.at().file() + " " + row.at().row()))
        .containsExactlyInAnyOrderElementsOf(
            bySpark
                .selectExpr("concat(_metadata.file_name, ' ', _metadata.row_index)")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList());
    assertThat(
            new TableScan(path(), TestSpark.hadoop(), new DecodedFiles(0)).newest().orElseThrow())
        .satisfies(
            fresh -> {
              assertThat(fresh.number()).isEqualTo(newest.number());
              assertThat(fresh.rows(Starts.ALL).orElseThrow()).hasSameSizeAs(rows);
            });
  }

  private static List<Row> external(List<InternalRow> rows, StructType schema) {
    Function1<Object, Object> converter = CatalystTypeConverters.createToScalaConverter(schema);
    return rows.stream().map(row -> (Row) converter.apply(row)).toList();
  }

  private StructType columns() {
    return spark.read().format("delta").load(path()).schema();
  }

  private void append(String select) {
    spark
        .sql(select)
        .coalesce(1)
        .write()
        .format("delta")
        .mode("append")
        .option("delta.enableDeletionVectors", "true")
        .save(path());
  }

  private DeltaTable delta() {
    return DeltaTable.forPath(spark, path());
  }

  private static List<Integer> ids(TableVersion version, boolean nowhere, Starts.Range... ranges) {
    return version.rows(new Starts(false, nowhere, List.of(ranges))).orElseThrow().stream()
        .map(row -> row.getInt(0))
        .sorted()
        .toList();
  }

  private static Starts.Range day(int from, int to) {
    return new Starts.Range(start(from), start(to));
  }

  private static Instant start(int day) {
    return FIRST.plusSeconds(day * 86_400L);
  }

  private static List<Row> rows(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(id -> RowFactory.create(id, "n" + id, start(id)))
        .toList();
  }

  private TableScan scan() {
    if (scan == null) {
      scan = new TableScan(path(), TestSpark.hadoop(), decoded);
    }
    return scan;
  }

  private String path() {
    return lake.resolve("t").toString();
  }

  private TransactionId next() {
    return new TransactionId("test", ++version);
  }
}
