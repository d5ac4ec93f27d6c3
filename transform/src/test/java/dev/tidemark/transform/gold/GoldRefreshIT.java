package dev.tidemark.transform.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.transform.fixture.MemorySilver;
import dev.tidemark.transform.fixture.MemorySilver.Event;
import dev.tidemark.transform.fixture.TestConf;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.sql.SilverTables;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldRefreshIT {
  private static final String BY_DAY =
      "SELECT CAST(sold_at AS DATE) AS day, sum(amount) AS total FROM bills GROUP BY 1";
  private static final String DAY = "interval: {column: day, grain: day}\nkey: [day]\n";

  @TempDir private Path folder;

  private Conf conf(String sql, String yaml) {
    return new TestConf(folder)
        .dataset(
            "bills",
            "id",
            "id int, sold_at timestamp_ntz, amount int",
            "interval: {column: sold_at, grain: hour, zone: Asia/Tokyo}")
        .model("m", sql, yaml)
        .load();
  }

  private static String day(int number) {
    return LocalDateTime.parse("2024-01-01T10:00").plusDays(number).toString();
  }

  private static Event bill(int id, String at, int amount) {
    return new Event("bills", RowFactory.create(id, LocalDateTime.parse(at), amount), false);
  }

  @Test
  void commitsNothingWhileNothingIsDirty() {
    GoldWorld world = GoldWorld.of(conf(BY_DAY, DAY));
    assertThat(world.refresh("m"))
        .isEqualTo(new Outcome.Refreshed("m", 1, 0, java.util.Optional.of(List.of())));
    assertThat(world.refresh("m")).isEqualTo(new Outcome.Current("m", 1));
    assertThat(world.gold.answered("m")).isEqualTo(1);
  }

  @Test
  void answersNoMarkAboveTheOneAllowed() {
    GoldWorld world = GoldWorld.of(conf(BY_DAY, DAY));
    world.refresh("m");
    long first = world.batch(List.of(bill(1, "2024-05-01T10:00", 5)));
    long second = world.batch(List.of(bill(2, "2024-05-02T10:00", 7)));
    assertThat(world.gold.refresh("m", first).mark()).isEqualTo(first);
    assertThat(world.gold.refresh("m", second)).extracting("changed").isEqualTo(1L);
    world.assertGoldIsWhole("m");
  }

  @Test
  void answersManyDaysFarApartFromFiles() {
    GoldWorld world = GoldWorld.withFiles(conf(BY_DAY, DAY));
    world.refresh("m");
    world.batch(IntStream.range(0, 60).mapToObj(i -> bill(i, day(i), i)).toList());
    world.refresh("m");
    world.batch(IntStream.range(0, 12).mapToObj(i -> bill(i * 5, day(i * 5), 100 + i)).toList());
    assertThat(world.refresh("m")).extracting("changed").isEqualTo(12L);
    world.assertGoldIsWhole("m");
  }

  @Test
  void takesUpWhereAnotherProcessStopped() {
    Conf conf = conf(BY_DAY, DAY);
    GoldWorld world = GoldWorld.of(conf);
    world.refresh("m");
    world.batch(List.of(bill(1, "2024-05-01T10:00", 5)));
    GoldWorld next = world.restarted(conf);
    assertThat(next.marks.newest()).isEqualTo(2);
    assertThat(next.refresh("m")).extracting("changed").isEqualTo(1L);
    next.assertGoldIsWhole("m");
  }

  @Test
  void buildsAnewWhenTheSqlChanges() {
    GoldWorld world = GoldWorld.of(conf(BY_DAY, DAY));
    world.batch(List.of(bill(1, "2024-05-01T10:00", 5), bill(2, "2024-05-02T10:00", -1)));
    world.refresh("m");
    GoldWorld next = world.restarted(conf(BY_DAY.replace("GROUP", "WHERE amount > 0 GROUP"), DAY));
    next.refresh("m");
    next.assertGoldIsWhole("m");
    assertThat(next.rows("m"))
        .containsExactly(
            "{\"day\":\"2024-05-01\",\"total\":5,\"_interval\":\"2024-05-01T00:00:00.000Z\",\"_version\":2,\"_deleted\":false}",
            "{\"day\":\"2024-05-02\",\"total\":-1,\"_interval\":\"2024-05-02T00:00:00.000Z\",\"_version\":3,\"_deleted\":true}");
    assertThat(next.restarted(next.conf).marks.newest()).isEqualTo(3);
  }

  @Test
  void startsWithAnEmptyTableWhenTheColumnsChange() {
    GoldWorld world = GoldWorld.of(conf(BY_DAY, DAY));
    world.batch(List.of(bill(1, "2024-05-01T10:00", 5)));
    world.refresh("m");
    GoldWorld next =
        world.restarted(
            conf(
                "SELECT CAST(sold_at AS DATE) AS day, amount, count(*) AS n FROM bills GROUP BY 1,"
                    + " 2",
                DAY.replace("[day]", "[day, amount]")));
    next.refresh("m");
    next.assertGoldIsWhole("m");
    assertThat(next.rows("m")).hasSize(1).first().asString().contains("\"n\":1", "\"_version\":3");
  }

  @Test
  void refusesAKeyThatTwoRowsBear() {
    GoldWorld world =
        GoldWorld.of(conf("SELECT CAST(sold_at AS DATE) AS day, amount FROM bills", DAY));
    world.batch(List.of(bill(1, "2024-05-01T10:00", 5), bill(2, "2024-05-01T11:00", 7)));
    assertThatThrownBy(() -> world.refresh("m"))
        .isInstanceOf(KeyNotUniqueException.class)
        .hasMessageStartingWith(
            "Model 'm' is not written: its SELECT gives 2 rows of one key (day = 2024-05-01). Name"
                + " in key: of ");
  }

  @Test
  void readsDeltaOnlyNearTheDirtyIntervals() {
    Conf conf = conf(BY_DAY, DAY);
    MemorySilver silver = new MemorySilver(conf);
    silver.apply(
        List.of(
            bill(1, "2024-05-01T00:30", 1),
            bill(2, "2024-05-01T23:59", 2),
            bill(3, "2024-05-20T12:00", 4)));
    TestSpark.session()
        .createDataFrame(
            silver.rows(conf.datasets().get("bills")),
            MemorySilver.schema(conf.datasets().get("bills")))
        .write()
        .format("delta")
        .save(conf.platform().lake().silver("bills"));
    dev.tidemark.transform.sql.Analysis analysis =
        dev.tidemark.transform.sql.Analysis.of(conf, TestSpark.session());
    assertThat(analysis.models().get("m").prunable()).containsOnlyKeys("bills");
    Dirty day =
        new Dirty(
            false,
            false,
            List.of(
                new Dirty.Range(
                    java.time.Instant.parse("2024-05-01T00:00:00Z"),
                    java.time.Instant.parse("2024-05-02T00:00:00Z"))));
    List<Row> near =
        SilverTables.in(conf.platform().lake())
            .live(
                TestSpark.session(),
                conf.datasets().get("bills"),
                day.mayHold(
                    org.apache.spark.sql.functions.col("_interval"),
                    java.time.Duration.ZERO,
                    dev.tidemark.contract.time.Grain.HOUR))
            .collectAsList();
    assertThat(near).extracting(row -> row.getInt(0)).containsExactlyInAnyOrder(1, 2);
  }
}
