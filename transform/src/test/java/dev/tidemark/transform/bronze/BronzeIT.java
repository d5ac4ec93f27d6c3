package dev.tidemark.transform.bronze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.bronze.KafkaRecord.Header;
import dev.tidemark.transform.fixture.CountingFence;
import dev.tidemark.transform.fixture.Datasets;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.table.Fence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BronzeIT {
  private static final Dataset DATASET = Datasets.of("t", List.of("id"), "id bigint");
  private static final Instant NOW = Instant.parse("2024-05-07T23:59:59.999Z");
  private static final Instant SENT = Instant.parse("2024-05-07T10:00:00.123Z");
  private static final TopicPartition P0 = new TopicPartition("shop.db.t", 1, 0);
  private static final TopicPartition P1 = new TopicPartition("shop.db.t", 1, 1);

  @TempDir private Path lake;
  private final Fence fence = new CountingFence("main", 1);
  private Bronze bronze;

  @BeforeEach
  void open() {
    bronze = reopened();
  }

  @Test
  void aRecordIsKeptAsItCame() {
    byte[] avro = {0, 0, 0, 1, 2, 99};
    KafkaRecord record =
        new KafkaRecord(
            P0.topic(), 1, 0, 3, SENT, bytes("k"), avro, List.of(new Header("h", null)));

    long news = bronze.append(List.of(record), range(P0, 3, 4), fence);

    assertThat(news).isEqualTo(1);
    Row row = rows().get(0);
    assertThat(row.<byte[]>getAs("key")).isEqualTo(bytes("k"));
    assertThat(row.<byte[]>getAs("value")).isEqualTo(avro);
    assertThat(row.<Object>getAs("_schema_id")).isEqualTo(258);
    assertThat(row.<Object>getAs("_ingested_at")).isEqualTo(NOW);
    assertThat(row.<Object>getAs("_ingested_day")).isEqualTo(LocalDate.of(2024, 5, 7));
    KafkaRecord back = read(range(P0, 0, 9), 100).get(0);
    assertThat(back).isEqualTo(record);
    assertThat(back.timestamp()).isEqualTo(SENT);
    assertThat(back.headers().get(0).key()).isEqualTo("h");
    assertThat(back.headers().get(0).value()).isNull();
  }

  @Test
  void aTombstoneWithoutKeyIsKeptToo() {
    bronze.append(
        List.of(new KafkaRecord(P0.topic(), 1, 0, 0, SENT, null, null, List.of())),
        range(P0, 0, 1),
        fence);

    assertThat(rows().get(0).<Object>getAs("value")).isNull();
    assertThat(rows().get(0).<Object>getAs("_schema_id")).isNull();
  }

  @Test
  void aBatchDeliveredTwiceIsTrimmedToWhatIsNew() {
    bronze.append(records(P0, 0, 5), range(P0, 0, 5), fence);

    assertThat(bronze.append(records(P0, 0, 5), range(P0, 0, 5), fence)).isZero();
    assertThat(bronze.append(records(P0, 3, 8), range(P0, 3, 8), fence)).isEqualTo(3);
    assertThat(reopened().append(records(P0, 0, 9), range(P0, 0, 9), fence)).isEqualTo(1);

    assertThat(offsets(P0)).isEqualTo(LongStream.range(0, 9).boxed().toList());
    assertThat(bronze.covered()).isEqualTo(range(P0, 0, 8));
  }

  @Test
  void offsetsWithoutRecordsAreCoveredAndNothingNewMakesNoCommit() {
    bronze.append(List.of(), range(P0, 0, 7), fence);
    bronze.append(List.of(), range(P0, 2, 7), new CountingFence("main", 0)); // would be stale

    assertThat(reopened().covered()).isEqualTo(range(P0, 0, 7));
    assertThat(rows()).isEmpty();
  }

  @Test
  void anotherEpochOfATopicIsAnotherPlace() {
    TopicPartition again = new TopicPartition(P0.topic(), 2, 0);
    bronze.append(records(P0, 0, 2), range(P0, 0, 2), fence);

    assertThat(bronze.append(records(again, 0, 2), range(again, 0, 2), fence)).isEqualTo(2);
  }

  @Test
  void aRecordOutsideTheBatchsOffsetsIsRefused() {
    assertThatThrownBy(() -> bronze.append(records(P0, 0, 2), range(P0, 0, 1), fence))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "shop.db.t epoch 1 partition 0 offset 1 is not in the batch's offsets");
    assertThat(bronze.covered()).isEqualTo(Coverage.NONE);
  }

  @Test
  void aCommitOfSomebodyElseIsSurvivedWithoutADouble() {
    reopened().append(records(P0, 0, 3), range(P0, 0, 3), new CountingFence("other", 1));

    long news = bronze.append(records(P0, 2, 5), range(P0, 2, 5), fence);

    assertThat(news).isEqualTo(2);
    assertThat(offsets(P0)).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void rangesAreReadInOrderAndInChunks() {
    bronze.append(records(P1, 4, 6), range(P1, 4, 6), fence);
    bronze.append(records(P0, 0, 10), range(P0, 0, 10), fence);
    List<Integer> sizes = new ArrayList<>();
    List<Long> offsets = new ArrayList<>();
    Coverage[] told = {Coverage.NONE};

    Coverage wanted = range(P0, 1, 8).with(P1, new OffsetRange(5, 9));
    bronze.read(
        wanted,
        3,
        (records, covered) -> {
          sizes.add(records.size());
          records.forEach(record -> offsets.add(record.offset()));
          told[0] = told[0].with(covered);
        });

    assertThat(sizes).containsExactly(3, 3, 1, 1, 0);
    assertThat(offsets).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 5L);
    assertThat(told[0]).isEqualTo(wanted);
  }

  private Bronze reopened() {
    return Bronze.open(
        TestSpark.session(), new Lake(lake.toString()), DATASET, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private List<Row> rows() {
    return TestSpark.session()
        .read()
        .format("delta")
        .load(lake.resolve("bronze/t").toString())
        .orderBy("_partition", "_offset")
        .collectAsList();
  }

  private List<Long> offsets(TopicPartition partition) {
    return read(range(partition, 0, 1_000), 1_000).stream().map(KafkaRecord::offset).toList();
  }

  private List<KafkaRecord> read(Coverage ranges, int chunk) {
    List<KafkaRecord> all = new ArrayList<>();
    bronze.read(ranges, chunk, (records, covered) -> all.addAll(records));
    return all;
  }

  private static List<KafkaRecord> records(TopicPartition at, long from, long until) {
    return LongStream.range(from, until)
        .mapToObj(
            offset ->
                new KafkaRecord(
                    at.topic(),
                    at.epoch(),
                    at.partition(),
                    offset,
                    SENT,
                    bytes("k" + offset),
                    bytes("{}"),
                    List.of()))
        .toList();
  }

  private static Coverage range(TopicPartition at, long from, long until) {
    return Coverage.NONE.with(at, new OffsetRange(from, until));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
