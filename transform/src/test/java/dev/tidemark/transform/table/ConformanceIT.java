package dev.tidemark.transform.table;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.fixture.ClickHouseServer;
import dev.tidemark.transform.fixture.TestSpark;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What our writer has written is a Delta table to everybody: to Spark, to Delta's own commands, and
 * to ClickHouse's {@code deltaLakeLocal}, which reads the log with a library of its own.
 */
final class ConformanceIT {
  private static final StructType COLUMNS =
      StructType.fromDDL(
          "id BIGINT, place STRING, bo BOOLEAN, ti TINYINT, sm SMALLINT, i INT, d DOUBLE,"
              + " d1 DECIMAL(9,2), d2 DECIMAL(38,10), bin BINARY, da DATE, ts TIMESTAMP,"
              + " ntz TIMESTAMP_NTZ, a ARRAY<STRING>, m MAP<STRING, INT>,"
              + " st STRUCT<x: INT, y: STRING>");

  private static final int ROWS = 40;
  private static final Long LOST = 17L;

  /** A value as text, by Spark and by ClickHouse. */
  private record Text(String spark, String clickHouse) {}

  private static final List<Text> TEXTS =
      List.of(
          new Text("CAST(id AS STRING)", "toString(id)"),
          new Text("place", "place"),
          new Text("CAST(CAST(bo AS INT) AS STRING)", "toString(toUInt8(bo))"),
          new Text("CAST(ti AS STRING)", "toString(ti)"),
          new Text("CAST(sm AS STRING)", "toString(sm)"),
          new Text("CAST(i AS STRING)", "toString(i)"),
          new Text("CAST(CAST(d * 4 AS BIGINT) AS STRING)", "toString(toInt64(d * 4))"),
          new Text("CAST(CAST(d1 * 100 AS BIGINT) AS STRING)", "toString(toInt64(d1 * 100))"),
          new Text("CAST(CAST(d2 AS DECIMAL(38,0)) AS STRING)", "toString(toInt128(round(d2)))"),
          new Text("hex(bin)", "hex(bin)"),
          new Text("CAST(da AS STRING)", "toString(da)"),
          new Text("CAST(unix_micros(ts) AS STRING)", "toString(toUnixTimestamp64Micro(ts))"),
          new Text(
              "CAST(unix_micros(CAST(ntz AS TIMESTAMP)) AS STRING)",
              "toString(toUnixTimestamp64Micro(toDateTime64(ntz, 6, 'UTC')))"),
          new Text("array_join(a, '+')", "arrayStringConcat(a, '+')"),
          new Text("CAST(m['k'] AS STRING)", "toString(m['k'])"),
          new Text("CAST(st.x AS STRING)", "toString(st.x)"));

  @TempDir private static Path data;
  private static ClickHouseServer clickHouse;

  private int version;

  @BeforeAll
  static void start() {
    clickHouse = ClickHouseServer.start(data);
  }

  @AfterAll
  static void stop() {
    clickHouse.close();
  }

  @Test
  void everybodyReadsATableThatLosesRowsAndWhoseFilesAreMerged() {
    String path = path("plain");
    LakeTable table = LakeTable.open(TableSpec.of(path, COLUMNS), TestSpark.hadoop());
    fill(table);
    mustBe(path, ids(), TEXTS);

    loseARow(path, table);
    mustBe(path, withoutOne(), TEXTS);

    merge(table);
    mustBe(path, withoutOne(), TEXTS);
  }

  @Tag("full")
  @Test
  void deltasCommandsWorkOnATableThatLostRows() {
    String path = path("commands");
    LakeTable table = LakeTable.open(TableSpec.of(path, COLUMNS), TestSpark.hadoop());
    fill(table);
    loseARow(path, table);
    goesOnAfterDeltasCommands(path, table, withoutOne(), TEXTS);
  }

  /** ClickHouse 26.7 does not find a nested field of a partitioned table. */
  @Tag("full")
  @Test
  void everybodyReadsAPartitionedTable() {
    List<Text> plain = TEXTS.stream().filter(text -> !text.spark().contains("st.")).toList();
    String path = path("partitioned");
    LakeTable table =
        LakeTable.open(new TableSpec(path, COLUMNS, List.of("place")), TestSpark.hadoop());
    fill(table);
    mustBe(path, ids(), plain);
    assertThat(texts(path, TEXTS)).hasSize(ROWS);

    merge(table);
    mustBe(path, ids(), plain);
    goesOnAfterDeltasCommands(path, table, ids(), plain);
  }

  private void loseARow(String path, LakeTable table) {
    table.replace(positions(path, 3, LOST), Append.of(next(), List.of(row(3, "new"))));
  }

  private static List<Long> withoutOne() {
    List<Long> ids = ids();
    ids.remove(LOST);
    return ids;
  }

  private static void merge(LakeTable table) {
    FileMerge merge = table.mergeable(System.currentTimeMillis()).orElseThrow();
    assertThat(table.commit(merge.write())).isPresent();
  }

  private void fill(LakeTable table) {
    for (int from = 0; from < ROWS; from += 2) {
      table.append(Append.of(next(), List.of(row(from, "north"), row(from + 1, "south"))));
    }
  }

  private void goesOnAfterDeltasCommands(
      String path, LakeTable table, List<Long> now, List<Text> texts) {
    List<Row> history =
        spark()
            .sql("DESCRIBE HISTORY delta.`%s`".formatted(path))
            .orderBy("version")
            .collectAsList();
    assertThat(history)
        .hasSize((int) table.version() + 1)
        .allMatch(commit -> commit.<String>getAs("engineInfo").contains("Tidemark"));
    assertThat(spark().read().format("delta").option("versionAsOf", 3).load(path).count())
        .as("rows of the third append")
        .isEqualTo(6);

    spark().sql("OPTIMIZE delta.`%s`".formatted(path));
    spark().conf().set("spark.databricks.delta.retentionDurationCheck.enabled", "false");
    spark().sql("VACUUM delta.`%s` RETAIN 0 HOURS".formatted(path));
    spark().conf().unset("spark.databricks.delta.retentionDurationCheck.enabled");
    mustBe(path, now, texts);

    table.refresh();
    table.append(Append.of(next(), List.of(row(ROWS, "later"))));
    List<Long> more = new ArrayList<>(now);
    more.add((long) ROWS);
    mustBe(path, more, texts);
  }

  private static void mustBe(String path, List<Long> ids, List<Text> texts) {
    List<String> bySpark = texts(path, texts);
    assertThat(bySpark).extracting(text -> Long.valueOf(text.split("[|]")[0])).isEqualTo(ids);
    String table = "deltaLakeLocal('%s')".formatted(path);
    String columns = columns(texts, Text::clickHouse);
    assertThat(
            clickHouse.query(
                "SELECT concatWithSeparator('|', %s) FROM %s ORDER BY id"
                    .formatted(columns, table)))
        .isEqualTo(bySpark);
    // else it adds up the log's numbers of rows, and forgets those that were taken out
    assertThat(
            clickHouse.query(
                "SELECT count() FROM %s SETTINGS optimize_trivial_count_query = 0"
                    .formatted(table)))
        .containsExactly("" + ids.size());
  }

  private static List<String> texts(String path, List<Text> texts) {
    return spark()
        .read()
        .format("delta")
        .load(path)
        .orderBy("id")
        .selectExpr("concat_ws('|', %s)".formatted(columns(texts, Text::spark)))
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static String columns(List<Text> texts, Function<Text, String> side) {
    return String.join(
        ", ", texts.stream().map(side).map(text -> "coalesce(" + text + ", '-')").toList());
  }

  private static Row row(long id, String place) {
    int n = (int) id;
    if (n % 10 == 9) {
      Object[] nulls = new Object[COLUMNS.size()];
      nulls[0] = id;
      nulls[1] = place;
      nulls[13] = List.of(); // ClickHouse knows no null array and no null map
      nulls[14] = Map.of();
      return RowFactory.create(nulls);
    }
    return RowFactory.create(
        id,
        place,
        n % 2 == 0,
        (byte) n,
        (short) -n,
        n * 1000,
        n / 4.0,
        BigDecimal.valueOf(n, 2),
        new BigDecimal(n + "00000000000000000000.0000000000"),
        ("b" + n).getBytes(StandardCharsets.UTF_8),
        LocalDate.of(1990, 1, 1).plusDays(n),
        Instant.parse("2024-01-01T00:00:00.000001Z").plusSeconds(n),
        LocalDateTime.parse("2024-01-01T00:00:00.000002").plusHours(n),
        List.of("x", "y" + n),
        Map.of("k", n),
        RowFactory.create(n, "s"));
  }

  private static List<RowPosition> positions(String path, long... ids) {
    return spark()
        .read()
        .format("delta")
        .load(path)
        .where(col("id").isin(LongStream.of(ids).boxed().toArray()))
        .select("_metadata.file_name", "_metadata.row_index")
        .collectAsList()
        .stream()
        .map(r -> new RowPosition(r.getString(0), r.getLong(1)))
        .toList();
  }

  private static List<Long> ids() {
    return LongStream.range(0, ROWS).boxed().collect(Collectors.toCollection(ArrayList::new));
  }

  private TransactionId next() {
    return new TransactionId("tidemark:main", ++version);
  }

  private static String path(String name) {
    return data.resolve("clickhouse/data/user_files/" + name).toString();
  }

  private static SparkSession spark() {
    return TestSpark.session();
  }
}
