package dev.tidemark.transform.silver;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.tidemark.transform.table.Fence;
import dev.tidemark.transform.table.LakeTable;
import dev.tidemark.transform.table.TableSpec;
import io.delta.kernel.data.ColumnVector;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.RowFactory;

/**
 * One silver table, to which a seed's history happens: batches with news, repetitions and late
 * records; crashes; commits of others, by our own writer and by hand with Spark; changes of the way
 * to find old rows. A map says what must be there.
 */
final class ModelRun implements AutoCloseable {
  private static final Dataset DATASET =
      Datasets.of(
          "t", List.of("shop", "number"), "shop string", "number int", "name string", "n bigint");
  private static final int NUMBERS = 15;

  private final Random chance;
  private final Lake lake;
  private final Map<String, State> map = new TreeMap<>();
  private final List<Change> history = new ArrayList<>();
  private final Map<String, Integer> deeds = new TreeMap<>();
  private Way way = Way.INDEXED;
  private Upsert upsert;
  private Fence fence;
  private int term;
  private long offset;

  /** Rows of others have no sequence. */
  private record State(Optional<Sequence> sequence, String name, boolean deleted) {
    State named(String other) {
      return new State(sequence, other, deleted);
    }
  }

  /** How old rows are found. */
  private enum Way {
    INDEXED,
    JOINED,
    MERGED
  }

  ModelRun(long seed, Path folder) {
    this.chance = new Random(seed);
    this.lake = new Lake(folder.toString());
    open();
  }

  void steps(int count) {
    for (int i = 0; i < count; i++) {
      step();
      check();
    }
  }

  /** How often what happened. */
  Map<String, Integer> deeds() {
    return deeds;
  }

  private void step() {
    int dice = chance.nextInt(100);
    if (dice < 60) {
      batch(() -> {});
    } else if (dice < 69) {
      batch(this::another);
    } else if (dice < 73) {
      batch(this::byHand);
    } else if (dice < 78) {
      byHand();
    } else if (dice < 86) {
      count("killed before the commit");
      upsert.prepare(events(), Precedence.NEWER);
      open();
    } else if (dice < 90) {
      batch(() -> {});
      count("killed after the commit");
      open();
    } else {
      way = Way.values()[chance.nextInt(10) == 0 ? 2 : chance.nextInt(2)];
      count("old rows are " + way);
      open();
    }
  }

  private void count(String deed) {
    deeds.merge(deed, 1, Integer::sum);
  }

  private void open() {
    if (upsert != null) {
      upsert.close();
    }
    upsert = open(way);
    term++;
    fence = new CountingFence("main", term);
    upsert.fence(fence);
  }

  private Upsert open(Way how) {
    return switch (how) {
      case INDEXED -> Upserts.indexed(TestSpark.session(), lake, DATASET, Clock.systemUTC());
      case JOINED -> Upserts.joined(TestSpark.session(), lake, DATASET, Clock.systemUTC());
      case MERGED -> Upserts.joined(TestSpark.session(), lake, DATASET, Clock.systemUTC(), 0);
    };
  }

  /**
   * @param meanwhile done by somebody else between the look at silver and the commit
   */
  private void batch(Runnable meanwhile) {
    count("batches");
    List<Change> events = events();
    Prepared prepared = upsert.prepare(events, Precedence.NEWER);
    meanwhile.run();
    upsert.commit(prepared, covered(), fence);
    events.forEach(this::apply);
  }

  private void another() {
    count("commits of another upsert in mid-batch");
    try (Upsert other = open(Way.INDEXED)) {
      List<Change> events = events();
      term++;
      other.commit(
          other.prepare(events, Precedence.NEWER), covered(), new CountingFence("other", term));
      events.forEach(this::apply);
    }
  }

  /** Statements of somebody who has Spark and a reason. */
  private void byHand() {
    int number = chance.nextInt(NUMBERS);
    String ending = "/" + number;
    switch (chance.nextInt(4)) {
      case 0 -> {
        byHand("DELETE FROM %s WHERE number = " + number);
        map.keySet().removeIf(key -> key.endsWith(ending));
      }
      case 1 -> {
        byHand("UPDATE %s SET name = 'by hand' WHERE number = " + number);
        map.replaceAll((key, row) -> key.endsWith(ending) ? row.named("by hand") : row);
      }
      case 2 -> byHand("OPTIMIZE %s");
      default -> {
        byHand(
            "MERGE INTO %s t USING (SELECT 'a' AS shop, "
                + number
                + " AS number) s ON t.shop = s.shop AND t.number = s.number"
                + " WHEN MATCHED THEN UPDATE SET name = 'merged'"
                + " WHEN NOT MATCHED THEN INSERT (shop, number, name)"
                + " VALUES (s.shop, s.number, 'merged')");
        map.merge(
            "a" + ending,
            new State(Optional.empty(), "merged", false),
            (old, fresh) -> old.named("merged"));
      }
    }
  }

  private void byHand(String statement) {
    count(statement.substring(0, statement.indexOf(' ')) + " by hand");
    TestSpark.session()
        .sql(statement.formatted("delta.`%s`".formatted(lake.silver("t"))))
        .collectAsList();
  }

  private List<Change> events() {
    List<Change> events = new ArrayList<>();
    int size = chance.nextInt(20);
    for (int i = 0; i < size; i++) {
      if (!history.isEmpty() && chance.nextInt(5) == 0) {
        events.add(history.get(chance.nextInt(history.size()))); // once more, or late
      } else {
        Change fresh = fresh();
        history.add(fresh);
        if (chance.nextInt(10) > 0) { // else it comes later, or never
          events.add(fresh);
        }
      }
    }
    return events;
  }

  private Change fresh() {
    String shop = chance.nextBoolean() ? "a" : "b";
    int number = chance.nextInt(NUMBERS);
    Sequence sequence = new Sequence(0, 0, offset++);
    return new Change(
        RowFactory.create(shop, number),
        RowFactory.create(shop, number, "name " + offset, offset),
        chance.nextInt(6) == 0 ? Op.DELETE : Op.UPDATE,
        sequence,
        Optional.empty(),
        Snapshot.NONE);
  }

  private Coverage covered() {
    return Coverage.NONE.with(new TopicPartition("t", 0, 0), new OffsetRange(0, offset + 1));
  }

  private void apply(Change change) {
    String key = change.row().getString(0) + "/" + change.row().getInt(1);
    Optional<Sequence> had = Optional.ofNullable(map.get(key)).flatMap(State::sequence);
    if (had.isEmpty() || change.sequence().compareTo(had.get()) > 0) {
      String name = change.row().getString(2);
      map.put(key, new State(Optional.of(change.sequence()), name, change.deleted()));
    }
  }

  private void check() {
    assertThat(table()).as("silver after %s", deeds).isEqualTo(map);
  }

  /** By Kernel: asking Spark each time would take longer than all else. */
  private Map<String, State> table() {
    LakeTable table =
        LakeTable.open(
            TableSpec.of(lake.silver("t"), new SilverColumns(DATASET).table()),
            TestSpark.session().sessionState().newHadoopConf());
    Map<String, State> rows = new TreeMap<>();
    table.read(
        table.files().values(),
        List.of("shop", "number", "name", "_epoch", "_partition", "_offset", "_deleted"),
        (file, first, columns, count) -> {
          for (int row = 0; row < count; row++) {
            if (!file.gone().contains((int) first + row)) {
              String key = columns.get(0).getString(row) + "/" + columns.get(1).getInt(row);
              assertThat(rows.put(key, state(columns, row)))
                  .as("a second row of %s after %s", key, deeds)
                  .isNull();
            }
          }
        });
    return rows;
  }

  private static State state(List<ColumnVector> columns, int row) {
    Optional<Sequence> sequence =
        columns.get(5).isNullAt(row)
            ? Optional.empty()
            : Optional.of(
                new Sequence(
                    columns.get(3).getInt(row),
                    columns.get(4).getInt(row),
                    columns.get(5).getLong(row)));
    boolean deleted = !columns.get(6).isNullAt(row) && columns.get(6).getBoolean(row);
    return new State(sequence, columns.get(2).getString(row), deleted);
  }

  @Override
  public void close() {
    upsert.close();
  }
}
