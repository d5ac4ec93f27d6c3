package dev.tidemark.transform.table;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.fixture.CountingFence;
import dev.tidemark.transform.fixture.TestSpark;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old files go, and every version that is young enough is still read whole. */
final class CleaningIT {
  private static final StructType COLUMNS = StructType.fromDDL("id BIGINT, day STRING");
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path lake;
  private final CountingFence fence = new CountingFence("main", 1);
  private final Instant now = Instant.now();

  @Test
  void whatIsOlderThanTheRetentionGoesAndYoungerVersionsStayWhole() throws IOException {
    LakeTable table = open();
    for (long id = 0; id < 50; id++) {
      append(table, id);
    }
    table.replace(positions(0, 1, 2), Append.of(fence.next(), List.of(row(2))));
    awaitCheckpoint(50);
    age("t/_delta_log/00000000000000000050.checkpoint.parquet");
    ageAll();
    DeltaTable.forPath(TestSpark.session(), path()).delete(col("id").equalTo(5));
    DeltaTable.forPath(TestSpark.session(), path()).optimize().executeCompaction();
    table.refresh();
    append(table, 99);
    Files.writeString(lake.resolve("t/day=a/orphan.parquet"), "");
    age("t/day=a/orphan.parquet");
    Files.writeString(lake.resolve("t/day=a/young-orphan.parquet"), "");

    Cleaning.Removed removed = table.clean(now.toEpochMilli());

    assertThat(removed.files()).isEqualTo(1);
    assertThat(removed.log()).isGreaterThanOrEqualTo(50);
    assertThat(lake.resolve("t/_delta_log/00000000000000000049.json")).doesNotExist();
    assertThat(lake.resolve("t/_delta_log/00000000000000000049.crc")).doesNotExist();
    assertThat(lake.resolve("t/_delta_log/00000000000000000050.json")).exists();
    assertThat(lake.resolve("t/day=a/young-orphan.parquet")).exists();
    assertThat(version(50).count()).isEqualTo(50);
    assertThat(version(51).count()).isEqualTo(48);
    assertThat(version(52).count()).isEqualTo(47);
    assertThat(version(table.version()).count()).isEqualTo(48);
    assertThat(open().version()).isEqualTo(table.version());
  }

  @Test
  void filesThatNoYoungVersionNamesGo() throws IOException {
    LakeTable table = open();
    for (long id = 0; id < 20; id++) {
      append(table, id);
    }
    table.commit(table.mergeable(now.toEpochMilli()).orElseThrow().write());
    for (long id = 20; id < 50; id++) {
      append(table, id);
    }
    awaitCheckpoint(50);
    ageAll();

    Cleaning.Removed removed = table.clean(now.toEpochMilli());

    assertThat(removed.files()).isEqualTo(20);
    assertThat(version(table.version()).count()).isEqualTo(50);
    append(table, 50);
    assertThat(version(table.version()).count()).isEqualTo(51);
  }

  @Test
  void withoutAnOldCheckpointNothingGoes() throws IOException {
    LakeTable table = open();
    append(table, 1);
    ageAll();

    assertThat(table.clean(now.toEpochMilli())).isEqualTo(Cleaning.Removed.NOTHING);
  }

  @Test
  void behindACheckpointThatIsTornNothingGoes() throws IOException {
    LakeTable table = open();
    for (long id = 0; id < 51; id++) {
      append(table, id);
    }
    awaitCheckpoint(50);
    Path checkpoint = lake.resolve("t/_delta_log/00000000000000000050.checkpoint.parquet");
    byte[] whole = Files.readAllBytes(checkpoint);
    Files.write(checkpoint, Arrays.copyOf(whole, whole.length / 2));
    ageAll();

    assertThatThrownBy(() -> table.clean(now.toEpochMilli())).isInstanceOf(Exception.class);

    assertThat(lake.resolve("t/_delta_log/00000000000000000000.json")).exists();
    Files.write(checkpoint, whole);
    assertThat(version(51).count()).isEqualTo(51);
  }

  private void append(LakeTable table, long id) {
    table.append(Append.of(fence.next(), List.of(row(id))));
  }

  private LakeTable open() {
    return LakeTable.open(new TableSpec(path(), COLUMNS, List.of("day")), TestSpark.hadoop());
  }

  private Dataset<Row> version(long version) {
    return TestSpark.session().read().format("delta").option("versionAsOf", version).load(path());
  }

  private List<RowPosition> positions(long... ids) {
    return TestSpark.session()
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

  private void awaitCheckpoint(long version) {
    await()
        .untilAsserted(
            () ->
                assertThat(lake.resolve("t/_delta_log/_last_checkpoint"))
                    .content()
                    .contains("\"version\":" + version));
  }

  private void ageAll() throws IOException {
    try (Stream<Path> all = Files.walk(lake)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        age(lake.relativize(path).toString());
      }
    }
  }

  private void age(String file) throws IOException {
    Files.setLastModifiedTime(lake.resolve(file), FileTime.from(now.minus(DAY).minusSeconds(60)));
  }

  private String path() {
    return lake.resolve("t").toString();
  }

  private static Row row(long id) {
    return RowFactory.create(id, "a");
  }
}
