package dev.tidemark.transform.table;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.deletion.RowsMissingException;
import dev.tidemark.transform.fixture.TestSpark;
import io.delta.tables.DeltaTable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows taken out and put in by one Kernel commit, read back by Spark. */
final class ReplaceRowsIT {
  private static final StructType COLUMNS = StructType.fromDDL("id BIGINT, name STRING");
  private static final Coverage OFFSETS =
      Coverage.NONE.with(new TopicPartition("shop.t", 1, 0), new OffsetRange(0, 9));

  @TempDir private Path lake;
  private long version;

  @Test
  void oldRowsGoAndNewOnesComeInOneCommit() {
    LakeTable table = filled(10);

    table.replace(positions(3, 7), Append.of(next(), List.of(row(3, "c"), row(7, "g")), OFFSETS));

    assertThat(table.version()).isEqualTo(2);
    assertThat(open().covered()).isEqualTo(OFFSETS);
    assertThat(names()).containsExactly("0", "1", "2", "c", "4", "5", "6", "g", "8", "9");
  }

  @Test
  void theSameFileLosesRowsAgainAndAgainUntilItIsGone() {
    LakeTable table = filled(4);

    for (long id = 0; id < 4; id++) {
      table.replace(positions(id), Append.of(next(), List.of(row(id, "n" + id))));
    }

    assertThat(names()).containsExactly("n0", "n1", "n2", "n3");
    assertThat(files()).hasSize(4); // the first one has no row left
  }

  @Test
  void anotherProcessGoesOnFromTheVectorsInTheLog() {
    LakeTable table = filled(5);
    table.replace(positions(1), Append.of(next(), List.of()));

    open().replace(positions(2, 3), Append.of(next(), List.of(row(9, "new"))));

    assertThat(names()).containsExactly("0", "4", "new");
  }

  @Test
  void goesOnFromWhatSparkDeletedAndMerged() {
    filled(6);
    DeltaTable.forPath(spark(), path()).delete(col("id").equalTo(2));
    DeltaTable.forPath(spark(), path())
        .as("t")
        .merge(spark().createDataFrame(List.of(row(4, "four")), COLUMNS).as("s"), "t.id = s.id")
        .whenMatched()
        .updateAll()
        .execute();
    LakeTable table = open();

    table.replace(positions(0, 4), Append.of(next(), List.of(row(4, "FOUR"))));

    assertThat(names()).containsExactly("1", "3", "FOUR", "5");
  }

  @Test
  void sparkGoesOnFromOurVectors() {
    LakeTable table = filled(6);
    table.replace(positions(0, 5), Append.of(next(), List.of(row(5, "five"))));

    DeltaTable.forPath(spark(), path()).delete(col("id").equalTo(1));
    DeltaTable.forPath(spark(), path()).optimize().executeCompaction();

    assertThat(names()).containsExactly("2", "3", "4", "five");
    assertThat(spark().read().format("delta").option("versionAsOf", 1).load(path()).count())
        .isEqualTo(6);
  }

  @Test
  void statisticsOfDecimalsWithAnExponentStay() {
    TableSpec spec = TableSpec.of(path(), StructType.fromDDL("id BIGINT, d DECIMAL(38,10)"));
    LakeTable table = LakeTable.open(spec, TestSpark.hadoop());
    BigDecimal large = new BigDecimal("-9999999999999999999999999999.9999999999");
    table.append(
        Append.of(
            next(),
            List.of(
                RowFactory.create(1L, large), RowFactory.create(2L, BigDecimal.ONE.setScale(10)))));

    table.replace(positions(2), Append.of(next(), List.of()));
    LakeTable.open(spec, TestSpark.hadoop()).replace(positions(1), Append.of(next(), List.of()));

    assertThat(spark().read().format("delta").load(path()).count()).isZero();
  }

  @Test
  void aForeignCommitInBetweenIsAConflictAndChangesNothing() {
    LakeTable table = filled(3);
    List<RowPosition> found = positions(1);
    DeltaTable.forPath(spark(), path()).delete(col("id").equalTo(1));

    assertThatThrownBy(() -> table.replace(found, Append.of(next(), List.of(row(1, "mine")))))
        .isInstanceOf(ConflictException.class);

    assertThat(names()).containsExactly("0", "2");
    table.refresh();
    assertThatThrownBy(() -> table.replace(found, Append.of(next(), List.of(row(1, "mine")))))
        .isInstanceOf(RowsMissingException.class)
        .hasMessageContaining("has no rows {1} in file");
  }

  @Test
  void sixtyCommitsAndTheirCheckpointsKeepEveryVector() {
    LakeTable table = filled(100);

    for (long id = 0; id < 60; id++) {
      table.replace(
          List.of(new RowPosition(firstFile(), id)), Append.of(next(), List.of(row(id, "x" + id))));
    }

    assertThat(open().version()).isEqualTo(61);
    List<String> expected = new ArrayList<>();
    LongStream.range(0, 100).forEach(id -> expected.add(id < 60 ? "x" + id : "" + id));
    assertThat(names()).containsExactlyElementsOf(expected);
  }

  private String first;

  private String firstFile() {
    if (first == null) {
      first = positions(99).get(0).file();
    }
    return first;
  }

  private LakeTable filled(int rows) {
    LakeTable table = open();
    table.append(
        Append.of(next(), LongStream.range(0, rows).mapToObj(id -> row(id, "" + id)).toList()));
    return table;
  }

  private LakeTable open() {
    return LakeTable.open(TableSpec.of(path(), COLUMNS), TestSpark.hadoop());
  }

  /** As Spark sees them. */
  private List<RowPosition> positions(long... ids) {
    return spark()
        .read()
        .format("delta")
        .load(path())
        .where(col("id").isin(LongStream.of(ids).boxed().toArray()))
        .select("_metadata.file_name", "_metadata.row_index")
        .collectAsList()
        .stream()
        .map(row -> new RowPosition(row.getString(0), row.getLong(1)))
        .toList();
  }

  private List<String> names() {
    TreeMap<Long, String> byId = new TreeMap<>();
    for (Row row : spark().read().format("delta").load(path()).collectAsList()) {
      assertThat(byId.put(row.getLong(0), row.getString(1))).as("id %s twice", row.get(0)).isNull();
    }
    return List.copyOf(byId.values());
  }

  private List<String> files() {
    return List.of(spark().read().format("delta").load(path()).inputFiles());
  }

  private TransactionId next() {
    return new TransactionId("tidemark:main", ++version);
  }

  private String path() {
    return lake.resolve("t").toString();
  }

  private static SparkSession spark() {
    return TestSpark.session();
  }

  private static Row row(long id, String name) {
    return RowFactory.create(id, name);
  }
}
