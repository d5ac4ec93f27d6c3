package dev.tidemark.transform.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.fixture.TestSpark;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LakeTableIT {
  private static final StructType COLUMNS = StructType.fromDDL("id BIGINT, name STRING");
  private static final TopicPartition P0 = new TopicPartition("shop.t", 1, 0);

  @TempDir private Path lake;

  @Test
  void aNewTableIsEmptyAndCoversNothing() {
    LakeTable table = open();

    assertThat(table.version()).isZero();
    assertThat(table.covered()).isEqualTo(Coverage.NONE);
    assertThat(table.transaction("tidemark:main")).isEmpty();
    assertThat(table.domain("anything")).isEmpty();
    assertThat(spark().read().format("delta").load(path()).count()).isZero();
  }

  @Test
  void rowsOffsetsAndDomainsCommitAtOnceAndAreReadBack() {
    LakeTable table = open();

    table.append(
        new Append(id(1), List.of(row(1, "a"), row(2, null)), range(0, 7), Map.of("note", "x")));

    for (LakeTable seen : List.of(table, open())) {
      assertThat(seen.version()).isEqualTo(1);
      assertThat(seen.covered()).isEqualTo(range(0, 7));
      assertThat(seen.transaction("tidemark:main")).hasValue(1);
      assertThat(seen.domain("note")).contains("x");
    }
    assertThat(rows()).containsExactly(row(1, "a"), row(2, null));
  }

  @Test
  void coverageGrowsAndACommitWithoutRowsKeepsIt() {
    LakeTable table = open();
    table.append(Append.of(id(1), List.of(row(1, "a")), range(0, 5)));

    table.append(Append.of(id(2), List.of(), range(5, 9)));

    assertThat(open().covered()).isEqualTo(range(0, 9));
    assertThat(rows()).hasSize(1);
  }

  @Test
  void anEqualOrOlderTransactionIsRefused() {
    LakeTable table = open();
    table.append(Append.of(id(5), List.of(row(1, "a"))));

    for (long old : new long[] {4, 5}) {
      assertThatThrownBy(() -> table.append(Append.of(id(old), List.of(row(2, "b")))))
          .isInstanceOf(StaleWriterException.class)
          .hasMessage(
              "Table %s refuses transaction %s of 'tidemark:main': it has an equal or newer one. Another process holds the lease of this lane, or the dataset was moved to another lane; stop one of the two."
                  .formatted(path(), old));
    }
    assertThat(rows()).hasSize(1);
  }

  @Test
  void anApplicationThatWasRetiredIsRefusedUntilItComesBackWithTheNextTerm() {
    long term = 3L << 32;
    LakeTable old = open();
    old.append(Append.of(id(term + 7), List.of(row(1, "a"))));
    LakeTable table = open();

    table.retire("tidemark:main");
    table.retire("tidemark:main");
    table.retire("tidemark:never-seen");

    assertThat(table.version()).isEqualTo(2);
    assertThatThrownBy(() -> old.append(Append.of(id(term + 8), List.of(row(2, "zombie")))))
        .isInstanceOf(StaleWriterException.class);
    table.append(Append.of(id((4L << 32) + 1), List.of(row(3, "back"))));
    assertThat(rows()).containsExactly(row(1, "a"), row(3, "back"));
  }

  @Test
  void tellsCoverageOfATableWithoutMakingIt() {
    assertThat(LakeTable.coveredAt(path(), spark().sessionState().newHadoopConf()))
        .isEqualTo(Coverage.NONE);
    assertThat(LakeTable.exists(path(), spark().sessionState().newHadoopConf())).isFalse();

    open().append(Append.of(id(1), List.of(row(1, "a")), range(0, 5)));

    assertThat(LakeTable.coveredAt(path(), spark().sessionState().newHadoopConf()))
        .isEqualTo(range(0, 5));
    assertThat(LakeTable.exists(path(), spark().sessionState().newHadoopConf())).isTrue();
  }

  @Test
  void aZombieThatDoesNotKnowTheNewerCommitIsRefusedAsStale() {
    LakeTable zombie = open();
    open().append(Append.of(id(7), List.of(row(1, "new holder"))));

    assertThatThrownBy(() -> zombie.append(Append.of(id(6), List.of(row(2, "zombie")))))
        .isInstanceOf(StaleWriterException.class);

    assertThat(rows()).containsExactly(row(1, "new holder"));
  }

  @Test
  void aForeignCommitIsAConflictUntilRefreshed() {
    LakeTable table = open();
    open().append(Append.of(new TransactionId("other", 1), List.of(row(1, "foreign"))));

    assertThatThrownBy(() -> table.append(Append.of(id(1), List.of(row(2, "ours")), range(0, 1))))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("version 1 was committed by somebody else first");
    table.refresh();
    table.append(Append.of(id(2), List.of(row(2, "ours")), range(0, 1)));

    assertThat(rows()).containsExactly(row(1, "foreign"), row(2, "ours"));
    assertThat(table.covered()).isEqualTo(range(0, 1));
  }

  @Test
  void ofTwoWritersThatRaceExactlyOneWinsEachVersion() throws Exception {
    LakeTable one = open();
    LakeTable other = open();
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService pool = Executors.newFixedThreadPool(2);

    Future<Integer> ones = pool.submit(racer(one, "one", start));
    Future<Integer> others = pool.submit(racer(other, "other", start));

    assertThat(ones.get() + others.get()).isEqualTo(20);
    pool.shutdown();
    assertThat(rows()).hasSize(20);
  }

  private Callable<Integer> racer(LakeTable table, String name, CyclicBarrier start) {
    return () -> {
      int won = 0;
      for (int round = 0; round < 20; round++) {
        table.refresh();
        start.await();
        try {
          table.append(
              Append.of(
                  new TransactionId(name, round), List.of(row(round, name)), range(0, round)));
          won++;
        } catch (ConflictException lost) {
          // the other one has this version
        }
        start.await();
      }
      return won;
    };
  }

  @Test
  void sparkMergesIntoItAndBothGoOn() {
    LakeTable table = open();
    table.append(Append.of(id(1), List.of(row(1, "a"), row(2, "b")), range(0, 2)));
    SparkSession spark = spark();

    DeltaTable.forPath(spark, path())
        .as("t")
        .merge(
            spark.createDataFrame(List.of(row(2, "B"), row(3, "c")), COLUMNS).as("s"),
            "t.id = s.id")
        .whenMatched()
        .updateAll()
        .whenNotMatched()
        .insertAll()
        .execute();
    table.refresh();
    table.append(Append.of(id(2), List.of(row(4, "d")), range(2, 4)));

    assertThat(rows()).containsExactly(row(1, "a"), row(2, "B"), row(3, "c"), row(4, "d"));
    assertThat(table.covered()).isEqualTo(range(0, 4));
    assertThat(
            spark
                .sql("DESCRIBE DETAIL delta.`" + path() + "`")
                .select("tableFeatures")
                .first()
                .<String>getList(0))
        .contains("domainMetadata", "deletionVectors");
  }

  @Test
  void aLongLifeWithCheckpointsKeepsEverything() {
    LakeTable table = open();

    for (int i = 1; i <= 120; i++) {
      table.append(Append.of(id(i), List.of(row(i, "x")), range(i - 1, i)));
    }

    LakeTable again = open();
    assertThat(again.version()).isEqualTo(120);
    assertThat(again.covered()).isEqualTo(range(0, 120));
    assertThat(again.transaction("tidemark:main")).hasValue(120);
    assertThat(rows()).hasSize(120);
    await()
        .untilAsserted(
            () ->
                assertThat(lake.resolve("t/_delta_log/_last_checkpoint"))
                    .content()
                    .contains("\"version\":100"));
  }

  @Test
  void writesOneFolderAPartition() {
    TableSpec spec =
        new TableSpec(path(), StructType.fromDDL("id BIGINT, day DATE"), List.of("day"));
    LakeTable table = LakeTable.open(spec, TestSpark.hadoop());
    LocalDate first = LocalDate.of(2024, 2, 29);

    table.append(
        Append.of(
            id(1),
            List.of(
                RowFactory.create(1L, first),
                RowFactory.create(2L, first.plusDays(1)),
                RowFactory.create(3L, first))));

    assertThat(lake.resolve("t/day=2024-02-29")).isDirectory();
    assertThat(spark().read().format("delta").load(path()).where("day = '2024-02-29'").count())
        .isEqualTo(2);
  }

  @Test
  void aPathThatCannotBeWrittenIsNamedWithItsCause() throws IOException {
    Files.writeString(lake.resolve("file"), "");
    String below = lake.resolve("file/t").toString();

    assertThatThrownBy(() -> LakeTable.open(TableSpec.of(below, COLUMNS), TestSpark.hadoop()))
        .isInstanceOf(LakeException.class)
        .hasMessageStartingWith("The lake cannot be written at " + below + ": ")
        .hasMessageEndingWith(
            "Give this user the right to write there, or name another place as 'lake' in"
                + " conf/tidemark.yaml.");
  }

  @Test
  void otherColumnsThanWantedAreRefused() {
    open();

    assertThatThrownBy(
            () ->
                LakeTable.open(
                    TableSpec.of(path(), StructType.fromDDL("id BIGINT, name INT")),
                    TestSpark.hadoop()))
        .isInstanceOf(LakeException.class)
        .hasMessage(
            "Table %s has columns [id long, name string], but [id long, name integer] are wanted. Rebuild it: move its folder away, it is derived again; or take the change of columns back."
                .formatted(path()));
  }

  private LakeTable open() {
    return LakeTable.open(TableSpec.of(path(), COLUMNS), TestSpark.hadoop());
  }

  private List<Row> rows() {
    return spark().read().format("delta").load(path()).orderBy("id").collectAsList();
  }

  private String path() {
    return lake.resolve("t").toString();
  }

  private static SparkSession spark() {
    return TestSpark.session();
  }

  private static TransactionId id(long version) {
    return new TransactionId("tidemark:main", version);
  }

  private static Coverage range(long from, long until) {
    return Coverage.NONE.with(P0, new OffsetRange(from, until));
  }

  private static Row row(long id, String name) {
    return RowFactory.create(id, name);
  }
}
