package dev.tidemark.transform.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.UpsertBy;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.Sequence;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.decode.Change;
import dev.tidemark.transform.decode.Op;
import dev.tidemark.transform.decode.Snapshot;
import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.fixture.CountingFence;
import dev.tidemark.transform.fixture.Datasets;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.index.IndexMemory;
import dev.tidemark.transform.index.RowIndex;
import dev.tidemark.transform.index.RowIndex.Arrival;
import dev.tidemark.transform.table.Fence;
import dev.tidemark.transform.table.LakeTable;
import dev.tidemark.transform.table.TableSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that does not agree with its table, that has no room, and rows that are there twice. */
final class IndexedRowsIT {
  private static final Dataset DATASET =
      Datasets.of("t", List.of("id"), "id bigint", "name string");

  @TempDir private Path folder;
  private final Fence fence = new CountingFence("main", 1);
  private Lake lake;
  private Upsert upsert;
  private long offset;

  @BeforeEach
  void openAndFill() {
    lake = new Lake(folder.toString());
    upsert = Upserts.indexed(TestSpark.session(), lake, DATASET, Clock.systemUTC());
    upsert.warm();
    apply(change(1, "a"), change(2, "b"), change(3, "c"));
  }

  @AfterEach
  void close() {
    upsert.close();
  }

  @Test
  void aPositionThatIsWrongIsFoundAndMended() {
    plant(1, new RowPosition("nowhere.parquet", 7));

    apply(change(1, "A"), change(4, "d"));

    assertThat(silver()).containsExactly("1=A", "2=b", "3=c", "4=d");
    assertThat(index().find(row(1, "")).orElseThrow().position().file()).endsWith(".parquet");
  }

  @Test
  void aKeyThatIsNotInTheTableIsFoundAndMended() {
    plant(9, new RowPosition("nowhere.parquet", 0));

    apply(change(4, "d"));

    assertThat(silver()).containsExactly("1=a", "2=b", "3=c", "4=d");
    assertThat(index().find(row(9, ""))).isEmpty();
  }

  @Test
  void aKeyThatIsMissingIsFoundAndMended() {
    index().forget((file, row) -> row == 0);
    assertThat(index().size()).isEqualTo(2);

    apply(change(1, "A"), change(2, "B"));

    assertThat(silver()).containsExactly("1=A", "2=B", "3=c");
    assertThat(index().size()).isEqualTo(3);
  }

  @Test
  void rowsThatSomebodyWroteTwiceLeaveWithTheNextCommit() {
    sql("INSERT INTO %s (id, name) VALUES (1, 'double'), (7, 'theirs'), (7, 'theirs')");

    apply(change(2, "B"));

    assertThat(silver()).containsExactly("1=a", "2=B", "3=c", "7=theirs");
    apply(change(7, "ours"));
    assertThat(silver()).containsExactly("1=a", "2=B", "3=c", "7=ours");
  }

  @Test
  void rowsThatCameBackAreFound() {
    apply(change(1, "A"), change(5, "e"));
    sql("RESTORE %s TO VERSION AS OF 1");

    apply(change(2, "B"));

    assertThat(silver()).containsExactly("1=a", "2=B", "3=c");
  }

  @Test
  void whatDoesNotFitIsJoinedFromThenOn() {
    IndexMemory little = new IndexMemory(40_000);
    upsert.close();
    upsert = Upserts.indexed(TestSpark.session(), lake, DATASET, Clock.systemUTC(), little);
    upsert.warm();
    assertThat(upsert.index()).isPresent();

    List<Change> many = new ArrayList<>();
    for (long id = 1; id <= 2_000; id++) {
      many.add(change(id, "n" + id));
    }
    apply(many.toArray(Change[]::new));
    assertThat(upsert.index()).as("index that does not fit").isEmpty();
    apply(change(1, "again"), change(2_001, "new"));

    assertThat(silver()).hasSize(2_001).contains("1=again", "2=n2", "2001=new");
    upsert.close();
    upsert = Upserts.indexed(TestSpark.session(), lake, DATASET, Clock.systemUTC(), little);
    upsert.warm();
    assertThat(upsert.index()).as("index that does not fit at the start").isEmpty();
  }

  @Test
  void anIndexThatMustBeDoesNotGoWithoutASound() {
    Dataset must = Datasets.upsert(DATASET, UpsertBy.INDEXED);
    upsert.close();
    upsert = Upserts.said(TestSpark.session(), lake, must, Clock.systemUTC(), new IndexMemory(64));

    assertThatThrownBy(upsert::warm)
        .hasMessageContaining("Dataset 't' is to be indexed, but the key index needs")
        .hasMessageContaining("Raise stream.index-memory in tidemark.yaml");
  }

  /** The small files of so many commits are merged meanwhile, in the background. */
  @Test
  void positionsFollowRowsIntoMergedFiles() {
    RowIndex kept = index();
    Random chance = new Random(5);
    Map<Long, String> map = new TreeMap<>(Map.of(1L, "a", 2L, "b", 3L, "c"));
    int commits = 0;
    for (; commits < 40 || files() > 30; commits++) {
      assertThat(commits).as("commits without a merge").isLessThan(400);
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        long id = chance.nextInt(200);
        map.put(id, "n" + commits);
        changes.add(change(id, "n" + commits));
      }
      apply(changes.toArray(Change[]::new));
    }

    List<Change> all = new ArrayList<>();
    map.keySet().forEach(id -> all.add(change(id, "last")));
    map.replaceAll((id, name) -> "last");
    apply(all.toArray(Change[]::new));

    assertThat(silver())
        .containsExactlyElementsOf(
            map.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    assertThat(index()).as("it was never read anew").isSameAs(kept);
    assertThat(index().size()).isEqualTo(map.size());
  }

  private int files() {
    LakeTable table =
        LakeTable.open(
            TableSpec.of(lake.silver("t"), new SilverColumns(DATASET).table()),
            TestSpark.session().sessionState().newHadoopConf());
    return table.files().size();
  }

  private void plant(long id, RowPosition position) {
    index()
        .put(row(id, "planted"), new Arrival(position, Optional.of(new Sequence(1, 0, 0)), false));
  }

  private RowIndex index() {
    return upsert.index().orElseThrow();
  }

  private void apply(Change... changes) {
    Coverage covered =
        Coverage.NONE.with(new TopicPartition("t", 1, 0), new OffsetRange(0, offset + 1));
    upsert.commit(upsert.prepare(List.of(changes), Precedence.NEWER), covered, fence);
  }

  private Change change(long id, String name) {
    return new Change(
        RowFactory.create(id),
        row(id, name),
        Op.UPDATE,
        new Sequence(1, 0, ++offset),
        Optional.empty(),
        Snapshot.NONE);
  }

  private static Row row(long id, String name) {
    return RowFactory.create(id, name);
  }

  private void sql(String statement) {
    TestSpark.session()
        .sql(statement.formatted("delta.`%s`".formatted(lake.silver("t"))))
        .collectAsList();
  }

  private List<String> silver() {
    return TestSpark.session()
        .read()
        .format("delta")
        .load(lake.silver("t"))
        .orderBy("id", "name")
        .collectAsList()
        .stream()
        .map(row -> row.getLong(0) + "=" + row.getString(1))
        .toList();
  }
}
