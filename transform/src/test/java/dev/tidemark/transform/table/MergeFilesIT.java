package dev.tidemark.transform.table;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.deletion.Move;
import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.fixture.CountingFence;
import dev.tidemark.transform.fixture.TestSpark;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files become one, and each row is found where the moves say it is. */
final class MergeFilesIT {
  private static final StructType COLUMNS = StructType.fromDDL("id BIGINT, name STRING");
  private static final long LATER = 2 * 3_600_000L;

  @TempDir private Path lake;
  private final CountingFence fence = new CountingFence("main", 1);

  @Test
  void sixteenSmallFilesBecomeOneWithTheRowsInOrder() {
    LakeTable table = open();
    for (long id = 0; id < 15; id++) {
      table.append(Append.of(fence.next(), List.of(row(2 * id, "a"), row(2 * id + 1, "b"))));
    }
    assertThat(table.mergeable(now())).isEmpty();
    Coverage covered =
        Coverage.NONE.with(new TopicPartition("shop.t", 1, 0), new OffsetRange(0, 9));
    table.append(Append.of(fence.next(), List.of(row(30, "a"), row(31, "b")), covered));

    List<Move> moves = merge(table);

    assertThat(moves).hasSize(16);
    assertThat(moves)
        .extracting(Move::first)
        .containsExactly(LongStream.range(0, 16).map(i -> 2 * i).boxed().toArray(Long[]::new));
    assertThat(spark(path()).inputFiles()).hasSize(1);
    assertThat(spark(path()).collectAsList())
        .extracting(row -> row.getLong(0))
        .containsExactly(LongStream.range(0, 32).boxed().toArray(Long[]::new));
    assertThat(open().covered()).isEqualTo(covered);
    assertThat(log().get(1)).contains("\"dataChange\":false").doesNotContain("\"dataChange\":true");
  }

  @Test
  void rowsThatWereGoneStayGoneAndOthersAreFoundByTheMoves() {
    LakeTable table = open();
    Map<Long, RowPosition> index = new HashMap<>();
    Random random = new Random(7);
    for (int batch = 0; batch < 40; batch++) {
      Map<Long, String> changed = new TreeMap<>();
      for (int i = 0; i < 20; i++) {
        changed.put((long) random.nextInt(120), "v" + batch);
      }
      upsert(table, index, changed);
      Optional<FileMerge> found = table.mergeable(now());
      if (found.isPresent()) {
        FileMerge.Merged merged = found.get().write();
        upsert(table, index, Map.of((long) random.nextInt(120), "meanwhile" + batch));
        apply(index, table.commit(merged).orElseThrow());
      }
    }

    assertThat(positions(table)).isEqualTo(index);
    assertThat(spark(path()).inputFiles().length).isLessThan(2 * 16);
    assertThat(positions(open())).isEqualTo(index);
  }

  @Test
  void rowsTakenOutWhileTheFileIsWrittenAreTakenOutOfIt() {
    LakeTable table = filled(16);
    Map<Long, RowPosition> index = positions(table);
    FileMerge.Merged merged = table.mergeable(now()).orElseThrow().write();

    table.replace(
        List.of(index.get(3L), index.get(7L)), Append.of(fence.next(), List.of(row(3, "new"))));
    List<Move> moves = table.commit(merged).orElseThrow();

    assertThat(moves).hasSize(16); // file 3 and 7 had no row left
    assertThat(names()).hasSize(15).containsEntry(3L, "new").doesNotContainKey(7L);
    table.replace(
        List.of(new RowPosition(moves.get(5).to(), moves.get(5).moved(0))),
        Append.of(fence.next(), List.of()));
    assertThat(names()).hasSize(14).doesNotContainKey(5L);
  }

  @Test
  void ofFilesThatAreAllGoneMeanwhileNothingIsLeft() {
    LakeTable table = filled(16);
    FileMerge.Merged merged = table.mergeable(now()).orElseThrow().write();

    table.replace(positions(table).values(), Append.of(fence.next(), List.of(row(99, "x"))));
    table.commit(merged);

    assertThat(names()).containsExactly(Map.entry(99L, "x"));
    assertThat(spark(path()).inputFiles()).hasSize(1);
  }

  @Test
  void aForeignCommitInBetweenIsAConflictAndAfterARefreshTheFileIsOfNoUse() {
    LakeTable table = filled(16);
    FileMerge.Merged merged = table.mergeable(now()).orElseThrow().write();
    DeltaTable.forPath(TestSpark.session(), path()).delete(col("id").equalTo(3));

    assertThatThrownBy(() -> table.commit(merged)).isInstanceOf(ConflictException.class);
    table.refresh();
    assertThat(table.commit(merged)).isEmpty();

    assertThat(names()).hasSize(15).doesNotContainKey(3L);
  }

  @Test
  void whoDoesNotKnowTheNewestCommitMergesNothing() {
    LakeTable zombie = filled(16);
    FileMerge.Merged merged = zombie.mergeable(now()).orElseThrow().write();
    open().append(Append.of(new CountingFence("main", 2).next(), List.of(row(99, "x"))));

    assertThatThrownBy(() -> zombie.commit(merged)).isInstanceOf(ConflictException.class);

    assertThat(names()).hasSize(17);
  }

  @Test
  void aTableThatIsWrittenForLongHasFewFilesAndItsOwnerKnowsWhereEachRowIs() {
    LakeTable table = open();
    Map<Long, RowPosition> index = new HashMap<>();
    table.compacted(moves -> apply(index, moves));
    Random random = new Random(11);

    for (int batch = 0; batch < 400; batch++) {
      Map<Long, String> changed = new TreeMap<>();
      for (int i = 0; i < 5; i++) {
        changed.put((long) random.nextInt(500), "v" + batch);
      }
      upsert(table, index, changed);
    }

    assertThat(positions(table)).isEqualTo(index);
    assertThat(spark(path()).inputFiles().length).isLessThan(5 * 16);
  }

  @Test
  void aDiskThatIsFullInMidMergeHurtsNoCommitAndTheMergeComesLater() {
    LakeTable table =
        LakeTable.open(TableSpec.of(path(), COLUMNS), FullFiles.in(TestSpark.hadoop()));
    for (long id = 0; id < 16; id++) {
      table.append(Append.of(fence.next(), List.of(row(id, "n" + id))));
    }
    List<Move> moves = new ArrayList<>();

    FullFiles.ROOM.set(100);
    try {
      turns(new Compaction(table, moves::addAll, Runnable::run));
    } finally {
      FullFiles.ROOM.set(Long.MAX_VALUE);
    }
    assertThat(moves).isEmpty();
    assertThat(spark(path()).inputFiles()).hasSize(16);
    table.append(Append.of(fence.next(), List.of(row(16, "n16"))));
    assertThat(names()).hasSize(17);

    turns(new Compaction(table, moves::addAll, Runnable::run));
    assertThat(moves).hasSizeBetween(16, 17);
    assertThat(names()).hasSize(17).containsEntry(3L, "n3");
    assertThat(positions(table)).hasSize(17);
  }

  private static void turns(Compaction compaction) {
    for (int turn = 0; turn < 20; turn++) {
      compaction.turn();
    }
  }

  @Test
  void partitionsAreMergedEachForItselfAndWhenNobodyWritesAnyMoreToTheEnd() {
    TableSpec spec =
        new TableSpec(
            path(), StructType.fromDDL("id BIGINT, day STRING, n INT"), List.of("day", "n"));
    LakeTable table = LakeTable.open(spec, TestSpark.hadoop());
    for (long id = 0; id < 16; id++) {
      List<Row> rows = new ArrayList<>();
      rows.add(RowFactory.create(id, "a b/ü", 1));
      if (id < 3) {
        rows.add(RowFactory.create(100 + id, null, 2));
      }
      table.append(Append.of(fence.next(), rows));
    }

    assertThat(merge(table)).hasSize(16);
    assertThat(table.mergeable(now())).isEmpty();
    assertThat(merge(table, now() + LATER)).hasSize(3);
    assertThat(table.mergeable(now() + LATER)).isEmpty();

    assertThat(spark(path()).inputFiles()).hasSize(2);
    assertThat(spark(path()).where("day = 'a b/ü' AND n = 1").count()).isEqualTo(16);
    assertThat(spark(path()).where("day IS NULL").count()).isEqualTo(3);
  }

  @Test
  void filesOfWhichAQuarterIsGoneBecomeOneAsSoonAsNoLargeBatchesComeIn() {
    LakeTable table = open();
    for (int file = 0; file < 4; file++) {
      table.append(Append.of(fence.next(), noise(file * 1_000L, 1_000)));
    }
    Map<Long, RowPosition> places = positions(table);
    List<RowPosition> old = new ArrayList<>();
    for (long id = 0; id < 4_000; id++) {
      if (id % 4 == 0) {
        old.add(places.get(id));
      }
    }
    table.replace(old.subList(1, old.size()), Append.of(fence.next(), List.of(row(-1, "one"))));
    assertThat(table.mergeable(now())).as("a file is still less than a quarter gone").isEmpty();
    table.replace(old.subList(0, 1), Append.of(fence.next(), noise(10_000, 5_000)));
    assertThat(table.mergeable(now())).as("the newest batch is large").isEmpty();
    table.append(Append.of(fence.next(), List.of(row(-2, "two"))));

    assertThat(merge(table)).hasSize(4);

    assertThat(names()).hasSize(3_000 + 2 + 5_000);
    assertThat(positions(table)).hasSize(3_000 + 2 + 5_000);
    assertThat(spark(path()).inputFiles()).hasSize(4);
    assertThat(table.mergeable(now())).isEmpty();
  }

  /** Of 200 bytes a row that cannot be packed. */
  private static List<Row> noise(long first, int count) {
    Random random = new Random(first);
    List<Row> rows = new ArrayList<>();
    for (long id = first; id < first + count; id++) {
      byte[] bytes = new byte[150];
      random.nextBytes(bytes);
      rows.add(row(id, Base64.getEncoder().encodeToString(bytes)));
    }
    return rows;
  }

  @Test
  void filesFromBeforeColumnsCameAndGrewAreMergedToo() {
    LakeTable table = filled(10);
    StructType grown = StructType.fromDDL("id BIGINT, name STRING, more DECIMAL(9,2)");
    new TableColumns(TestSpark.session(), path()).change(grown, fence);
    LakeTable wider = LakeTable.open(TableSpec.of(path(), grown), TestSpark.hadoop());
    for (long id = 10; id < 16; id++) {
      wider.append(
          Append.of(fence.next(), List.of(RowFactory.create(id, "n", new BigDecimal("1.50")))));
    }
    StructType widest = StructType.fromDDL("id BIGINT, name STRING, more DECIMAL(19,4)");
    new TableColumns(TestSpark.session(), path()).change(widest, fence);
    LakeTable table3 = LakeTable.open(TableSpec.of(path(), widest), TestSpark.hadoop());

    assertThat(merge(table3)).hasSize(16);

    assertThat(spark(path()).where("more IS NULL").count()).isEqualTo(10);
    assertThat(spark(path()).where("more = 1.5").count()).isEqualTo(6);
    assertThat(table.version()).isLessThan(table3.version());
  }

  @Test
  void anIntThatBecameABigintIsMergedToo() {
    StructType narrow = StructType.fromDDL("id INT, name STRING");
    LakeTable table = LakeTable.open(TableSpec.of(path(), narrow), TestSpark.hadoop());
    for (int id = 0; id < 10; id++) {
      table.append(Append.of(fence.next(), List.of(RowFactory.create(id, "n"))));
    }
    new TableColumns(TestSpark.session(), path()).change(COLUMNS, fence);
    LakeTable wider = open();
    for (long id = 10; id < 16; id++) {
      wider.append(Append.of(fence.next(), List.of(row(id + (1L << 40), "n"))));
    }

    assertThat(merge(wider)).hasSize(16);

    assertThat(spark(path()).select(col("id").cast(DataTypes.LongType)).collectAsList())
        .extracting(row -> row.getLong(0))
        .startsWith(0L, 1L)
        .endsWith(14 + (1L << 40), 15 + (1L << 40));
  }

  private void upsert(LakeTable table, Map<Long, RowPosition> index, Map<Long, String> changed) {
    List<RowPosition> old =
        changed.keySet().stream().filter(index::containsKey).map(index::get).toList();
    List<Row> rows = changed.entrySet().stream().map(e -> row(e.getKey(), e.getValue())).toList();
    table.replace(old, Append.of(fence.next(), rows));
    String file = newest();
    long at = 0;
    for (long id : changed.keySet()) {
      index.put(id, new RowPosition(file, at++));
    }
  }

  private static void apply(Map<Long, RowPosition> index, List<Move> moves) {
    Map<String, Move> byFile = new HashMap<>();
    moves.forEach(move -> byFile.put(move.from(), move));
    index.replaceAll(
        (id, at) -> {
          Move move = byFile.get(at.file());
          return move == null ? at : new RowPosition(move.to(), move.moved(at.row()));
        });
  }

  private List<Move> merge(LakeTable table) {
    return merge(table, now());
  }

  private List<Move> merge(LakeTable table, long nowMillis) {
    return table.commit(table.mergeable(nowMillis).orElseThrow().write()).orElseThrow();
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private LakeTable filled(int files) {
    LakeTable table = open();
    for (long id = 0; id < files; id++) {
      table.append(Append.of(fence.next(), List.of(row(id, "n" + id))));
    }
    return table;
  }

  private LakeTable open() {
    return LakeTable.open(TableSpec.of(path(), COLUMNS), TestSpark.hadoop());
  }

  /** As Spark sees them. */
  private Map<Long, RowPosition> positions(LakeTable table) {
    Map<Long, RowPosition> positions = new HashMap<>();
    spark(table.spec().path())
        .select("id", "_metadata.file_name", "_metadata.row_index")
        .collectAsList()
        .forEach(
            row ->
                assertThat(
                        positions.put(
                            row.getLong(0), new RowPosition(row.getString(1), row.getLong(2))))
                    .isNull());
    return positions;
  }

  private Map<Long, String> names() {
    Map<Long, String> names = new TreeMap<>();
    spark(path()).collectAsList().forEach(row -> names.put(row.getLong(0), row.getString(1)));
    return names;
  }

  /** The file that the newest commit of rows added; a merge may follow it. */
  private String newest() {
    Pattern added =
        Pattern.compile("\"add\":\\{\"path\":\"([^\"]+)\".*\"dataChange\":true,\"stats");
    List<String> log = log();
    for (int i = log.size() - 1; i >= 0; i--) {
      Matcher found = added.matcher(log.get(i));
      if (found.find()) {
        return found.group(1);
      }
    }
    throw new AssertionError("no file was added");
  }

  /** Its last entries. */
  private List<String> log() {
    try (Stream<Path> all = Files.list(lake.resolve("t/_delta_log"))) {
      List<Path> entries = all.filter(p -> p.toString().endsWith(".json")).sorted().toList();
      List<String> last = new ArrayList<>();
      for (Path entry : entries.subList(Math.max(0, entries.size() - 2), entries.size())) {
        last.add(Files.readString(entry));
      }
      return last;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dataset<Row> spark(String path) {
    return TestSpark.session().read().format("delta").load(path);
  }

  private String path() {
    return lake.resolve("t").toString();
  }

  private static Row row(long id, String name) {
    return RowFactory.create(id, name);
  }
}
