package dev.tidemark.transform.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.transform.fixture.ClickHouseServer;
import dev.tidemark.transform.fixture.TestConf;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.gold.Outcome;
import dev.tidemark.transform.sql.Analysis;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gold tables written here by hand, so that every version is known. */
class PublishIT {
  private static final String ALL =
      "SELECT city, day, revenue, _version FROM it.m FINAL ORDER BY city, day";

  @TempDir static Path data;
  @TempDir Path folder;
  private static ClickHouseServer server;
  private final SparkSession spark = TestSpark.session();
  private Conf conf;
  private Analysis analysis;

  @BeforeAll
  static void start() {
    server = ClickHouseServer.start(data.resolve("stack"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void model() {
    server.query("DROP DATABASE IF EXISTS it");
    use(
        "SELECT city, day, sum(amount) AS revenue FROM bills GROUP BY city, day",
        "[city, day]",
        server.environment());
  }

  private void use(String sql, String key, Environment environment) {
    conf =
        new TestConf(folder)
            .dataset("bills", "id", "id int, city string, day date, amount decimal(12,2)")
            .model("m", sql, "interval: {column: day, grain: day}\nkey: " + key + "\n")
            .publishedTo(server.url(), "it", environment)
            .load();
    analysis = Analysis.of(conf, spark).orThrow();
  }

  private static Row row(String city, String day, String revenue, long version, boolean deleted) {
    LocalDate date = day == null ? null : LocalDate.parse(day);
    Instant start = day == null ? null : Instant.parse(day + "T00:00:00Z");
    return RowFactory.create(city, date, new BigDecimal(revenue), start, version, deleted);
  }

  private void gold(String mode, Row... rows) {
    StructType schema =
        analysis
            .models()
            .get("m")
            .schema()
            .add("_interval", DataTypes.TimestampType)
            .add("_version", DataTypes.LongType)
            .add("_deleted", DataTypes.BooleanType);
    spark
        .createDataFrame(List.of(rows), schema)
        .write()
        .format("delta")
        .mode(mode)
        .option("overwriteSchema", mode.equals("overwrite"))
        .save(conf.platform().lake().gold("m"));
  }

  private ClickHousePublisher publisher() {
    return ClickHousePublisher.connect(
        spark, conf, analysis, server.environment(), Clock.systemUTC());
  }

  private static Outcome written(long mark, Row... rows) {
    return new Outcome.Refreshed("m", mark, rows.length, Optional.of(List.of(rows)));
  }

  @Test
  void sendsWhatIsMissingThenWhatChanged() {
    gold(
        "append",
        row("Graz", "2024-05-01", "10.10", 1, false),
        row("Linz", "2024-05-02", "7.00", 1, false),
        row("Wels", null, "0.01", 1, false));
    try (ClickHousePublisher publisher = publisher()) {
      assertThat(publisher.publish(new Outcome.Current("m", 1))).isEqualTo(3);
      assertThat(server.query(ALL))
          .containsExactly(
              "Graz\t2024-05-01\t10.1\t1", "Linz\t2024-05-02\t7\t1", "Wels\t\\N\t0.01\t1");
      assertThat(publisher.publish(new Outcome.Current("m", 2))).isZero();
      Outcome next =
          written(
              3,
              row("Linz", "2024-05-02", "8.00", 3, false),
              row("Graz", "2024-05-01", "10.10", 3, true));
      assertThat(publisher.publish(next)).isEqualTo(2);
      assertThat(server.query(ALL)).containsExactly("Linz\t2024-05-02\t8\t3", "Wels\t\\N\t0.01\t1");
    }
  }

  @Test
  void anotherProcessSendsOnlyIntervalsThatAreBehind() {
    gold("append", row("Graz", "2024-05-01", "1.00", 1, false));
    try (ClickHousePublisher publisher = publisher()) {
      publisher.publish(new Outcome.Current("m", 1));
    }
    gold("append", row("Linz", "2024-05-02", "2.00", 4, false));
    try (ClickHousePublisher publisher = publisher()) {
      assertThat(publisher.publish(new Outcome.Current("m", 4))).isEqualTo(1);
    }
    try (ClickHousePublisher publisher = publisher()) {
      assertThat(publisher.publish(new Outcome.Current("m", 4))).isZero();
    }
    assertThat(server.query(ALL))
        .containsExactly("Graz\t2024-05-01\t1\t1", "Linz\t2024-05-02\t2\t4");
  }

  @Test
  void aRetryChangesNothingAndAStalePusherLoses() {
    gold("append", row("Graz", "2024-05-01", "1.00", 1, false));
    try (ClickHousePublisher old = publisher();
        ClickHousePublisher now = publisher()) {
      old.publish(new Outcome.Current("m", 1));
      now.publish(new Outcome.Current("m", 1));
      Outcome newer = written(5, row("Graz", "2024-05-01", "5.00", 5, false));
      now.publish(newer);
      now.publish(newer);
      old.publish(written(4, row("Graz", "2024-05-01", "4.00", 4, false)));
      assertThat(server.query(ALL)).containsExactly("Graz\t2024-05-01\t5\t5");
      assertThat(server.query("SELECT count() FROM it.m WHERE _version = 5")).containsExactly("1");
    }
  }

  @Test
  void anIntervalArrivesInOneBlock() {
    gold("append", row("Graz", "2024-05-01", "1.00", 1, false));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 150_000; i++) {
      rows.add(row("city " + i, "2024-05-02", "1.00", 2, false));
    }
    try (ClickHousePublisher publisher = publisher()) {
      publisher.publish(new Outcome.Current("m", 1));
      publisher.publish(new Outcome.Refreshed("m", 2, rows.size(), Optional.of(rows)));
    }
    assertThat(
            server.query(
                "SELECT rows FROM system.parts WHERE database = 'it' AND table = 'm' AND rows > 1"
                    + " AND min_block_number = max_block_number"))
        .containsExactly("150000");
    assertThat(server.query("SELECT count() FROM it.m FINAL")).containsExactly("150001");
  }

  @Test
  void aModelOfOtherColumnsOrAnotherGoldTableIsMadeAnew() {
    gold("append", row("Graz", "2024-05-01", "1.00", 7, false));
    try (ClickHousePublisher publisher = publisher()) {
      publisher.publish(new Outcome.Current("m", 7));
    }
    use(
        "SELECT city, day, count(*) AS bills, sum(amount) AS revenue FROM bills GROUP BY city, day",
        "[day, city]",
        server.environment());
    Instant start = Instant.parse("2024-05-03T00:00:00Z");
    gold(
        "overwrite",
        RowFactory.create(
            "Linz", LocalDate.parse("2024-05-03"), 2L, new BigDecimal("3.00"), start, 2L, false));
    try (ClickHousePublisher publisher = publisher()) {
      assertThat(publisher.publish(new Outcome.Current("m", 2))).isEqualTo(1);
    }
    assertThat(server.query("SELECT city, bills, revenue, _version FROM it.m FINAL"))
        .containsExactly("Linz\t2\t3\t2");
    assertThat(server.query("SELECT name FROM system.tables WHERE database = 'it'"))
        .containsExactly("m");
  }

  @Test
  void saysThatClickHouseIsDownAndSendsAllWhenItIsBack() {
    gold("append", row("Graz", "2024-05-01", "1.00", 1, false));
    try (ClickHousePublisher publisher = publisher()) {
      publisher.publish(new Outcome.Current("m", 1));
      server.down();
      Outcome lost = written(2, row("Graz", "2024-05-01", "2.00", 2, false));
      assertThatThrownBy(() -> publisher.publish(lost))
          .isInstanceOf(ClickHouseUnreachableException.class)
          .hasMessage(
              "ClickHouse at %s does not answer; check clickhouse.url and that it runs"
                  .formatted(server.url()));
      assertThatThrownBy(publisher::requireAnswer)
          .isInstanceOf(ClickHouseUnreachableException.class);
      gold("append", row("Graz", "2024-05-01", "2.00", 2, false));
      gold("append", row("Linz", "2024-05-02", "3.00", 3, false));
      publisher.missed("m");
      server.up();
      publisher.requireAnswer();
      assertThat(publisher.publish(new Outcome.Current("m", 3))).isEqualTo(2);
    }
    assertThat(server.query(ALL))
        .containsExactly("Graz\t2024-05-01\t2\t2", "Linz\t2024-05-02\t3\t3");
  }

  @Test
  void namesWrongCredentials() {
    Environment wrong =
        Environment.of(Map.of("CLICKHOUSE_USER", "tidemark", "CLICKHOUSE_PASSWORD", "wrong"));
    assertThatThrownBy(
            () -> ClickHousePublisher.connect(spark, conf, analysis, wrong, Clock.systemUTC()))
        .isInstanceOf(ClickHouseRefusedException.class)
        .hasMessage(
            "ClickHouse at %s refuses user ${env:CLICKHOUSE_USER}: check clickhouse.user and clickhouse.password in conf/tidemark.yaml, and what they refer to"
                .formatted(server.url()))
        .hasMessageNotContaining("wrong");
  }

  @Test
  void replacesFreshness() {
    FreshnessRow first =
        new FreshnessRow(
            FreshnessRow.Kind.DATASET,
            "bills",
            Optional.of(Instant.parse("2024-05-01T10:00:00.123Z")),
            Optional.empty(),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30));
    FreshnessRow second =
        new FreshnessRow(
            FreshnessRow.Kind.DATASET,
            "bills",
            Optional.of(Instant.parse("2024-05-01T11:00:00Z")),
            Optional.of(Instant.parse("2024-05-01T10:59:59Z")),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30));
    try (ClickHousePublisher publisher = publisher()) {
      publisher.freshness(List.of(first));
      publisher.freshness(List.of(second));
    }
    assertThat(
            server.query(
                "SELECT kind, name, valid_through, last_event_at, warn_seconds, error_seconds FROM"
                    + " it._tidemark_datasets FINAL"))
        .containsExactly(
            "dataset\tbills\t2024-05-01 11:00:00.000\t2024-05-01 10:59:59.000\t300\t1800");
  }
}
