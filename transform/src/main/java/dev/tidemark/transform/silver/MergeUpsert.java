package dev.tidemark.transform.silver;

import static java.util.Objects.requireNonNull;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.Sequence;
import dev.tidemark.transform.decode.Change;
import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.silver.Prepared.Counts;
import dev.tidemark.transform.silver.Prepared.Effect;
import dev.tidemark.transform.table.Append;
import dev.tidemark.transform.table.ConflictException;
import dev.tidemark.transform.table.Fence;
import dev.tidemark.transform.table.LakeTable;
import dev.tidemark.transform.table.RowTable;
import dev.tidemark.transform.table.TableSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The upsert by Spark's join: it tells the old rows and where they stand. Deletion vectors take
 * them out, in the one commit that appends the new ones and covers the offsets.
 *
 * <p>Batches that change very many rows are written by MERGE instead. A MERGE and the commit that
 * records its offsets are two: a crash in between repeats the batch, which then finds its own
 * sequences and changes nothing.
 */
public final class MergeUpsert implements Upsert {
  private static final Logger LOG = LoggerFactory.getLogger(MergeUpsert.class);
  private static final int ATTEMPTS = 5;

  /** So many rows are written by this process alone; more by Spark's tasks, with MERGE. */
  private static final int FEW = 100_000;

  private final SilverColumns columns;
  private final RowTable table;
  private final SilverRows silver;
  private final Clock clock;
  private final int few;

  MergeUpsert(SilverColumns columns, RowTable table, SilverRows silver, Clock clock, int few) {
    this.columns = columns;
    this.few = few;
    this.table = table;
    this.silver = silver;
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * Opens the dataset's silver table, or makes it.
   *
   * @throws IllegalArgumentException if the dataset's columns are not known
   */
  public static MergeUpsert open(SparkSession spark, Lake lake, Dataset dataset, Clock clock) {
    return open(spark, lake, dataset, clock, FEW);
  }

  /**
   * @param few batches that write more rows than this are merged
   */
  static MergeUpsert open(SparkSession spark, Lake lake, Dataset dataset, Clock clock, int few) {
    SilverColumns columns = new SilverColumns(dataset);
    String path = lake.silver(dataset.name());
    LakeTable table =
        LakeTable.open(TableSpec.of(path, columns.table()), spark.sessionState().newHadoopConf());
    return new MergeUpsert(columns, table, new SilverMerge(spark, columns, path), clock, few);
  }

  @Override
  public Coverage covered() {
    return table.covered();
  }

  @Override
  public void fence(Fence fence) {
    table.append(Append.of(fence.next(), List.of()));
  }

  @Override
  public void retire(String application) {
    table.retire(application);
  }

  @Override
  public Prepared prepare(List<Change> changes, Precedence precedence) {
    Map<Key, Change> newest = new LinkedHashMap<>();
    for (Change change : changes) {
      newest.merge(
          columns.key(change.row()),
          change,
          (one, other) -> other.sequence().compareTo(one.sequence()) >= 0 ? other : one);
    }
    Map<Key, Row> standing = standing(newest.values());
    List<Change> winners = new ArrayList<>();
    List<RowPosition> replaced = new ArrayList<>();
    for (Map.Entry<Key, Change> entry : newest.entrySet()) {
      Row old = standing.get(entry.getKey());
      if (old == null || precedence.wins(entry.getValue().sequence(), columns.sequence(old))) {
        winners.add(entry.getValue());
        if (old != null) {
          replaced.add(columns.position(old));
        }
      }
    }
    return new Prepared(
        images(winners, standing),
        winners,
        replaced,
        precedence,
        counts(changes, winners),
        effect(winners, replaced));
  }

  @Override
  public void commit(Prepared prepared, Coverage covered, Fence fence) {
    Prepared current = prepared;
    for (int attempt = 1; ; attempt++) {
      try {
        write(current, covered, fence);
        return;
      } catch (ConflictException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        LOG.atWarn()
            .addKeyValue("dataset", columns.dataset().name())
            .addKeyValue("attempt", attempt)
            .addKeyValue("conflict", e.getMessage())
            .log("somebody else committed to silver; the batch is compared with it anew");
        table.refresh();
        current = prepare(current.winners(), current.precedence());
      }
    }
  }

  private void write(Prepared prepared, Coverage covered, Fence fence) {
    boolean newlyCovered = !covered.without(table.covered()).isEmpty();
    if (prepared.winners().size() > few && prepared.effect() == Effect.UPDATES) {
      silver.merge(rows(prepared), prepared.precedence(), fence.next());
      table.refresh();
      // also without news: Spark skips a stale transaction in silence, this refuses it
      table.append(Append.of(fence.next(), List.of(), covered));
    } else if (newlyCovered || prepared.effect() != Effect.NOTHING) {
      table.replace(prepared.replaced(), Append.of(fence.next(), rows(prepared), covered));
    }
  }

  private List<Row> rows(Prepared prepared) {
    Instant now = clock.instant();
    return prepared.winners().stream().map(winner -> columns.row(winner, now)).toList();
  }

  private Map<Key, Row> standing(Collection<Change> newest) {
    Map<Key, Row> standing = new LinkedHashMap<>();
    if (newest.isEmpty()) {
      return standing;
    }
    List<Row> images = newest.stream().map(Change::row).toList();
    for (Row old : silver.standing(images)) {
      standing.put(columns.key(old), old);
    }
    return standing;
  }

  private Changes images(List<Change> winners, Map<Key, Row> standing) {
    List<Row> before = new ArrayList<>();
    List<Row> after = new ArrayList<>();
    for (Change winner : winners) {
      Row old = standing.get(columns.key(winner.row()));
      if (old != null && !columns.deleted(old)) {
        before.add(columns.image(old));
      }
      if (!winner.deleted()) {
        after.add(winner.row());
      }
    }
    return new Changes(columns.dataset(), columns.columns(), before, after);
  }

  private static Effect effect(List<Change> winners, List<RowPosition> replaced) {
    if (winners.isEmpty()) {
      return Effect.NOTHING;
    }
    return replaced.isEmpty() ? Effect.INSERTS_ONLY : Effect.UPDATES;
  }

  private static Counts counts(List<Change> changes, List<Change> winners) {
    Set<Sequence> records = new HashSet<>();
    changes.forEach(change -> records.add(change.sequence()));
    Set<Sequence> applied = new HashSet<>();
    winners.forEach(winner -> applied.add(winner.sequence()));
    return new Counts(applied.size(), records.size() - applied.size());
  }
}
