package dev.tidemark.transform.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.Sequence;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.decode.Change;
import dev.tidemark.transform.decode.Op;
import dev.tidemark.transform.decode.Snapshot;
import dev.tidemark.transform.fixture.CountingFence;
import dev.tidemark.transform.fixture.Datasets;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.silver.Prepared.Effect;
import dev.tidemark.transform.table.Fence;
import dev.tidemark.transform.table.StaleWriterException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every implementation of {@link Upsert} does; each has a test that extends this. */
abstract class UpsertContract {
  private static final Instant NOW = Instant.parse("2024-05-07T10:00:00Z");
  private static final Instant SOURCE_TIME = Instant.parse("2024-05-07T09:59:59.123Z");
  private static final Dataset DATASET =
      Datasets.daily(
          Datasets.of("t", List.of("id"), "id bigint", "name string", "at timestamp_ntz"),
          "at",
          ZoneId.of("Europe/Berlin"));
  private static final LocalDateTime NOON = LocalDateTime.parse("2024-05-07T12:00:00");

  private static final String UNCHANGED = "__debezium_unavailable_value";

  @TempDir private Path lake;
  private final Fence fence = new CountingFence("main", 1);
  private Upsert upsert;

  abstract Upsert open(SparkSession spark, Lake lake, Dataset dataset, Clock clock);

  @BeforeEach
  void open() {
    upsert = reopened();
  }

  @Test
  void newKeysAreInsertedWithAllTheirColumns() {
    Prepared prepared = prepare(upsert(1, 7, "a"), upsert(2, 8, "b"));

    upsert.commit(prepared, range(0, 9), fence);

    assertThat(prepared.effect()).isEqualTo(Effect.INSERTS_ONLY);
    assertThat(prepared.winners()).hasSize(2);
    assertThat(prepared.changes().before()).isEmpty();
    assertThat(prepared.changes().after()).containsExactly(image(1, "a"), image(2, "b"));
    assertThat(silver().get(0))
        .isEqualTo(
            RowFactory.create(
                1L,
                "a",
                NOON,
                Instant.parse("2024-05-06T22:00:00Z"),
                1,
                0,
                7L,
                "u",
                false,
                SOURCE_TIME,
                NOW));
    assertThat(upsert.covered()).isEqualTo(range(0, 9));
  }

  @Test
  void aNewerChangeReplacesTheRowAndShowsBothImages() {
    apply(upsert(1, 1, "a"), upsert(2, 2, "b"));

    Prepared prepared = prepare(upsert(1, 3, "A"), upsert(3, 4, "c"));
    upsert.commit(prepared, range(0, 5), fence);

    assertThat(prepared.effect()).isEqualTo(Effect.UPDATES);
    assertThat(prepared.changes().before()).containsExactly(image(1, "a"));
    assertThat(prepared.changes().after()).containsExactly(image(1, "A"), image(3, "c"));
    assertThat(live()).containsExactly("1=A", "2=b", "3=c");
    assertThat(reopened().covered()).isEqualTo(range(0, 5));
  }

  @Test
  void anOlderChangeLosesAcrossBatches() {
    apply(upsert(1, 5, "new"));

    Prepared prepared = prepare(upsert(1, 4, "old"));
    upsert.commit(prepared, range(0, 6), fence);

    assertThat(prepared.effect()).isEqualTo(Effect.NOTHING);
    assertThat(prepared.winners()).isEmpty();
    assertThat(prepared.changes().isEmpty()).isTrue();
    assertThat(live()).containsExactly("1=new");
    assertThat(upsert.covered()).isEqualTo(range(0, 6));
  }

  @Test
  void theNewestOfABatchWinsInAnyOrder() {
    Prepared prepared = prepare(upsert(1, 3, "last"), upsert(1, 1, "first"), upsert(1, 2, "mid"));
    upsert.commit(prepared, range(0, 4), fence);

    assertThat(prepared.winners()).hasSize(1);
    assertThat(live()).containsExactly("1=last");
  }

  @Test
  void epochAndPartitionCountBeforeTheOffset() {
    apply(change(1, new Sequence(1, 0, 900), Op.UPDATE, "first epoch"));
    apply(change(1, new Sequence(2, 0, 1), Op.UPDATE, "second epoch"));
    apply(change(1, new Sequence(1, 5, 999), Op.UPDATE, "late"));

    assertThat(live()).containsExactly("1=second epoch");
  }

  @Test
  void aDeletedRowStaysAsTombstoneWithItsLastValues() {
    apply(upsert(1, 1, "a"), upsert(2, 2, "b"));

    Prepared prepared = prepare(delete(1, 3, "a"));
    upsert.commit(prepared, range(0, 4), fence);

    assertThat(prepared.changes().before()).containsExactly(image(1, "a"));
    assertThat(prepared.changes().after()).isEmpty();
    assertThat(live()).containsExactly("2=b");
    Row tombstone = silver().get(0);
    assertThat(tombstone.<Object>getAs("name")).isEqualTo("a");
    assertThat(tombstone.<Object>getAs("_deleted")).isEqualTo(true);
    assertThat(tombstone.<Object>getAs("_op")).isEqualTo("d");
  }

  @Test
  void anOlderChangeDoesNotWakeATombstoneButANewerOneDoes() {
    apply(delete(1, 5, "gone"));
    apply(upsert(1, 4, "late"));
    assertThat(live()).isEmpty();

    Prepared prepared = prepare(upsert(1, 6, "again"));
    upsert.commit(prepared, range(0, 7), fence);

    assertThat(prepared.changes().before()).isEmpty();
    assertThat(prepared.changes().after()).containsExactly(image(1, "again"));
    assertThat(live()).containsExactly("1=again");
  }

  @Test
  void aLargeValueThatAnUpdateLeavesAsItWasIsKept() {
    apply(upsert(1, 1, "large"), upsert(2, 2, "b"));

    Prepared prepared = prepare(upsert(1, 3, UNCHANGED), upsert(2, 4, "B"));
    upsert.commit(prepared, range(0, 5), fence);

    assertThat(prepared.changes().after())
        .containsExactlyInAnyOrder(image(1, "large"), image(2, "B"));
    assertThat(live()).containsExactly("1=large", "2=B");
  }

  @Test
  void itIsKeptFromAnEarlierChangeOfTheBatchToo() {
    apply(upsert(1, 1, "old"));
    apply(upsert(1, 3, UNCHANGED), upsert(1, 2, "new"), upsert(1, 4, UNCHANGED));

    assertThat(live()).containsExactly("1=new");
  }

  @Test
  void itIsUnknownWhereSilverHasNoSuchRowAndNeverTheWordForIt() {
    apply(upsert(1, 1, UNCHANGED));

    assertThat(live()).containsExactly("1=null");
  }

  @Test
  void theSameBatchTwiceChangesNothing() {
    apply(upsert(1, 1, "a"));
    apply(upsert(1, 2, "b"));
    List<Row> once = silver();

    Prepared again = prepare(upsert(1, 1, "a"), upsert(1, 2, "b"));
    upsert.commit(again, range(0, 3), fence);

    assertThat(again.effect()).isEqualTo(Effect.NOTHING);
    assertThat(silver()).isEqualTo(once);
  }

  @Test
  void whereBronzeIsDerivedAgainTheSameSequenceWins() {
    apply(upsert(1, 5, "decoded wrongly"));

    Prepared older = upsert.prepare(List.of(upsert(1, 4, "older")), Precedence.NEWER_OR_EQUAL);
    Prepared same = upsert.prepare(List.of(upsert(1, 5, "right")), Precedence.NEWER_OR_EQUAL);
    upsert.commit(same, Coverage.NONE, fence);

    assertThat(older.effect()).isEqualTo(Effect.NOTHING);
    assertThat(live()).containsExactly("1=right");
  }

  @Test
  void aRecordThatMovesARowToAnotherKeyIsTwoChanges() {
    apply(upsert(1, 1, "a"));

    Prepared prepared = prepare(delete(1, 2, "a"), upsert(9, 2, "a"));
    upsert.commit(prepared, range(0, 3), fence);

    assertThat(prepared.winners()).hasSize(2);
    assertThat(live()).containsExactly("9=a");
  }

  @Test
  void aNullEventTimeHasNoInterval() {
    apply(
        new Change(
            RowFactory.create(1L),
            RowFactory.create(1L, "a", null),
            Op.CREATE,
            new Sequence(1, 0, 1),
            Optional.empty(),
            Snapshot.NONE));

    assertThat(silver().get(0).<Object>getAs("_interval")).isNull();
    assertThat(silver().get(0).<Object>getAs("_source_ts")).isNull();
  }

  @Test
  void preparingWritesNothing() {
    prepare(upsert(1, 1, "a"));

    assertThat(silver()).isEmpty();
    assertThat(reopened().covered()).isEqualTo(Coverage.NONE);
  }

  @Test
  void offsetsWithoutChangesAreCoveredAndNothingNewCommitsNothing() {
    upsert.commit(prepare(), range(0, 9), fence);
    upsert.commit(prepare(), range(2, 5), new CountingFence("main", 0)); // would be stale

    assertThat(reopened().covered()).isEqualTo(range(0, 9));
  }

  @Test
  void aCommitOfSomebodyElseIsSurvived() {
    apply(upsert(1, 1, "a"));
    Prepared insert = prepare(upsert(2, 3, "mine"));
    Upsert other = reopened();
    Fence theirs = new CountingFence("other", 1);
    other.commit(
        other.prepare(List.of(upsert(2, 2, "theirs")), Precedence.NEWER), range(1, 3), theirs);

    upsert.commit(insert, range(3, 4), fence);

    assertThat(live()).containsExactly("1=a", "2=mine");
    assertThat(upsert.covered()).isEqualTo(range(0, 4).with(range(1, 3)));
  }

  @Test
  void rowsThatSomebodyWroteTwiceLeaveWithTheNextChangeOfTheirKey() {
    apply(upsert(1, 3, "a"), upsert(2, 4, "b"), delete(3, 5, "c"));
    byHand(
        "INSERT INTO %s (id, name, _deleted)"
            + " VALUES (1, 'double', false), (2, 'double', false), (3, 'double', false),"
            + " (4, 'theirs', false), (4, 'theirs', false)");

    Prepared late = prepare(upsert(1, 1, "late"), upsert(3, 2, "late"));
    upsert.commit(late, range(0, 6), fence);
    apply(upsert(2, 6, "B"), upsert(4, 7, "ours"));

    assertThat(late.winners()).isEmpty();
    assertThat(live()).containsExactly("1=a", "2=B", "4=ours");
    assertThat(silver()).hasSize(4);
  }

  @Test
  void aZombieIsRefusedAndChangesNothing() {
    apply(upsert(1, 1, "a"));
    Upsert zombie = reopened();
    Prepared late = zombie.prepare(List.of(upsert(1, 9, "zombie")), Precedence.NEWER);
    upsert.commit(prepare(upsert(1, 2, "b")), range(0, 3), new CountingFence("main", 2));

    assertThatThrownBy(() -> zombie.commit(late, range(3, 9), fence))
        .isInstanceOf(StaleWriterException.class);

    assertThat(live()).containsExactly("1=b");
  }

  private Upsert reopened() {
    return open(
        TestSpark.session(), new Lake(lake.toString()), DATASET, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private Prepared prepare(Change... changes) {
    return upsert.prepare(List.of(changes), Precedence.NEWER);
  }

  private void apply(Change... changes) {
    Coverage covered = Coverage.NONE;
    for (Change change : changes) {
      Sequence at = change.sequence();
      covered =
          covered.with(
              new TopicPartition("t", at.epoch(), at.partition()),
              new OffsetRange(0, at.offset() + 1));
    }
    upsert.commit(prepare(changes), covered, fence);
  }

  private void byHand(String statement) {
    TestSpark.session()
        .sql(statement.formatted("delta.`%s`".formatted(lake.resolve("silver/t"))))
        .collectAsList();
  }

  private List<Row> silver() {
    return TestSpark.session()
        .read()
        .format("delta")
        .load(lake.resolve("silver/t").toString())
        .orderBy("id")
        .collectAsList();
  }

  private List<String> live() {
    return silver().stream()
        .filter(row -> !row.<Boolean>getAs("_deleted"))
        .map(row -> row.get(0) + "=" + row.get(1))
        .toList();
  }

  private static Change upsert(long id, long offset, String name) {
    return change(id, new Sequence(1, 0, offset), Op.UPDATE, name);
  }

  private static Change delete(long id, long offset, String name) {
    return change(id, new Sequence(1, 0, offset), Op.DELETE, name);
  }

  private static Change change(long id, Sequence at, Op op, String name) {
    return new Change(
        RowFactory.create(id), image(id, name), op, at, Optional.of(SOURCE_TIME), Snapshot.NONE);
  }

  private static Row image(long id, String name) {
    return RowFactory.create(id, name, NOON);
  }

  private static Coverage range(long from, long until) {
    return Coverage.NONE.with(new TopicPartition("t", 1, 0), new OffsetRange(from, until));
  }
}
