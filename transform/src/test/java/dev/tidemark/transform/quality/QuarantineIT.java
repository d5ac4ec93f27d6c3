package dev.tidemark.transform.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.fixture.CountingFence;
import dev.tidemark.transform.fixture.TestSpark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuarantineIT {
  private static final Instant NOW = Instant.parse("2024-05-07T12:00:00Z");
  private static final TopicPartition P0 = new TopicPartition("shop.db.t", 1, 0);

  @TempDir private Path lake;

  @Test
  void aRecordIsKeptWithItsReasonAndItsPlace() {
    open("main").append(List.of(kept(4)), range(0, 5), new CountingFence("main", 1));

    Row row = rows().get(0);
    assertThat(row.<Object>getAs("dataset")).isEqualTo("t");
    assertThat(row.<Object>getAs("code")).isEqualTo("undecodable");
    assertThat(row.<Object>getAs("message")).isEqualTo("not Avro");
    assertThat(row.<Object>getAs("topic")).isEqualTo("shop.db.t");
    assertThat(row.<Object>getAs("_epoch")).isEqualTo(1);
    assertThat(row.<Object>getAs("_partition")).isEqualTo(0);
    assertThat(row.<Object>getAs("_offset")).isEqualTo(4L);
    assertThat(row.<byte[]>getAs("value")).isEqualTo("v4".getBytes(StandardCharsets.UTF_8));
    assertThat(row.<Object>getAs("lane")).isEqualTo("main");
    assertThat(row.<Object>getAs("quarantined_at")).isEqualTo(NOW);
  }

  @Test
  void theSameBatchTwiceKeepsEachRecordOnce() {
    Quarantine quarantine = open("main");
    CountingFence fence = new CountingFence("main", 1);

    assertThat(quarantine.append(List.of(kept(1), kept(4)), range(0, 5), fence)).isEqualTo(2);
    assertThat(quarantine.append(List.of(kept(1), kept(4)), range(0, 5), fence)).isZero();
    assertThat(quarantine.append(List.of(kept(4), kept(5)), range(0, 6), fence)).isEqualTo(1);

    assertThat(rows()).extracting(row -> row.<Long>getAs("_offset")).containsExactly(1L, 4L, 5L);
  }

  @Test
  void nothingToKeepMakesNoCommit() {
    Quarantine quarantine = open("main");

    assertThat(quarantine.append(List.of(), range(0, 5), new CountingFence("main", 1))).isZero();

    assertThat(quarantine.covered()).isEqualTo(Coverage.NONE);
  }

  @Test
  void twoLanesShareTheTable() {
    Quarantine one = open("one");
    Quarantine other = open("other");
    TopicPartition elsewhere = new TopicPartition("shop.db.u", 1, 0);

    one.append(List.of(kept(1)), range(0, 2), new CountingFence("one", 1));
    other.append(
        List.of(new Quarantined("u", record(elsewhere, 1), "undecodable", "not Avro")),
        Coverage.NONE.with(elsewhere, new OffsetRange(0, 2)),
        new CountingFence("other", 1));
    one.append(List.of(kept(2)), range(2, 3), new CountingFence("one", 2));

    assertThat(rows())
        .extracting(row -> row.<String>getAs("lane"))
        .containsExactly("one", "other", "one");
  }

  private Quarantine open(String lane) {
    return Quarantine.open(
        TestSpark.session(),
        new Lake(this.lake.toString()),
        lane,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private List<Row> rows() {
    return TestSpark.session()
        .read()
        .format("delta")
        .load(new Lake(lake.toString()).own("quarantine"))
        .orderBy("_offset", "topic")
        .collectAsList();
  }

  private static Quarantined kept(long offset) {
    return new Quarantined("t", record(P0, offset), "undecodable", "not Avro");
  }

  private static KafkaRecord record(TopicPartition at, long offset) {
    byte[] value = ("v" + offset).getBytes(StandardCharsets.UTF_8);
    return new KafkaRecord(
        at.topic(), at.epoch(), at.partition(), offset, NOW, null, value, List.of());
  }

  private static Coverage range(long from, long until) {
    return Coverage.NONE.with(P0, new OffsetRange(from, until));
  }
}
