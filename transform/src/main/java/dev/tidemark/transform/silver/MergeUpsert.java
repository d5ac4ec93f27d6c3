package dev.tidemark.transform.silver;

import static java.util.Objects.requireNonNull;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.Sequence;
import dev.tidemark.transform.decode.Change;
import dev.tidemark.transform.silver.Prepared.Counts;
import dev.tidemark.transform.silver.Prepared.Effect;
import dev.tidemark.transform.table.Append;
import dev.tidemark.transform.table.ConflictException;
import dev.tidemark.transform.table.Fence;
import dev.tidemark.transform.table.LakeTable;
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
 * The upsert by Spark: old rows by a join, new keys by a plain append, the rest by MERGE.
 *
 * <p>A MERGE and the commit that records its offsets are two: a crash in between repeats the batch,
 * which then finds its own sequences and changes nothing.
 */
public final class MergeUpsert implements Upsert {
  private static final Logger LOG = LoggerFactory.getLogger(MergeUpsert.class);
  private static final int ATTEMPTS = 5;

  private final SilverColumns columns;
  private final LakeTable table;
  private final SilverMerge merge;
  private final Clock clock;

  private MergeUpsert(SilverColumns columns, LakeTable table, SilverMerge merge, Clock clock) {
    this.columns = columns;
    this.table = table;
    this.merge = merge;
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * Opens the dataset's silver table, or makes it.
   *
   * @throws IllegalArgumentException if the dataset's columns are not known
   */
  public static MergeUpsert open(SparkSession spark, Lake lake, Dataset dataset, Clock clock) {
    SilverColumns columns = new SilverColumns(dataset);
    String path = lake.silver(dataset.name());
    LakeTable table =
        LakeTable.open(TableSpec.of(path, columns.table()), spark.sessionState().newHadoopConf());
    return new MergeUpsert(columns, table, new SilverMerge(spark, columns, path), clock);
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
    boolean updates = false;
    for (Map.Entry<Key, Change> entry : newest.entrySet()) {
      Row old = standing.get(entry.getKey());
      if (old == null || precedence.wins(entry.getValue().sequence(), columns.sequence(old))) {
        winners.add(entry.getValue());
        updates |= old != null;
      }
    }
    Effect effect = effect(winners, updates);
    return new Prepared(
        images(winners, standing), winners, precedence, counts(changes, winners), effect);
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
    if (prepared.effect() == Effect.UPDATES) {
      merge.run(rows(prepared), prepared.precedence(), fence.next());
      table.refresh();
    }
    List<Row> inserts = prepared.effect() == Effect.INSERTS_ONLY ? rows(prepared) : List.of();
    if (newlyCovered || prepared.effect() != Effect.NOTHING) {
      // after a MERGE also without news: Spark skips a stale transaction in silence, this refuses
      // it
      table.append(Append.of(fence.next(), inserts, covered));
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
    for (Row old : merge.standing(images)) {
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

  private static Effect effect(List<Change> winners, boolean updates) {
    if (winners.isEmpty()) {
      return Effect.NOTHING;
    }
    return updates ? Effect.UPDATES : Effect.INSERTS_ONLY;
  }

  private static Counts counts(List<Change> changes, List<Change> winners) {
    Set<Sequence> records = new HashSet<>();
    changes.forEach(change -> records.add(change.sequence()));
    Set<Sequence> applied = new HashSet<>();
    winners.forEach(winner -> applied.add(winner.sequence()));
    return new Counts(applied.size(), records.size() - applied.size());
  }
}
