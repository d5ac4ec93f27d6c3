package dev.tidemark.transform.silver;

import static java.util.Objects.requireNonNull;

import dev.tidemark.contract.conf.UpsertBy;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.transform.decode.Change;
import dev.tidemark.transform.deletion.AddedFile;
import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.deletion.RowsMissingException;
import dev.tidemark.transform.index.IndexFullException;
import dev.tidemark.transform.index.RowIndex;
import dev.tidemark.transform.silver.Prepared.Effect;
import dev.tidemark.transform.table.Append;
import dev.tidemark.transform.table.ConflictException;
import dev.tidemark.transform.table.Fence;
import dev.tidemark.transform.table.RowTable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the old rows of a batch and where they stand, by the dataset's index or by a join of
 * Spark's. Deletion vectors take them out, in the one commit that appends the new ones and covers
 * the offsets.
 *
 * <p>Without an index, batches that change very many rows are written by MERGE instead. A MERGE and
 * the commit that records its offsets are two: a crash in between repeats the batch, which then
 * finds its own sequences and changes nothing.
 */
public final class SilverUpsert implements Upsert {
  private static final Logger LOG = LoggerFactory.getLogger(SilverUpsert.class);
  private static final int ATTEMPTS = 5;

  /** Without an index so many rows are written by this process alone; more by Spark's tasks. */
  static final int FEW = 100_000;

  private final SilverColumns columns;
  private final RowTable table;
  private final SilverRows silver;
  private final Clock clock;
  private final int few;
  private final UnchangedValues unchanged;

  /** Null where there is none, or no room for one. */
  private volatile IndexedRows indexed;

  /**
   * @param indexed null: old rows are found by {@code silver}
   * @param few without an index, batches that write more rows than this are merged
   */
  SilverUpsert(
      SilverColumns columns,
      RowTable table,
      SilverRows silver,
      Clock clock,
      IndexedRows indexed,
      int few) {
    this.columns = columns;
    this.unchanged = new UnchangedValues(columns);
    this.few = few;
    this.table = table;
    this.silver = silver;
    this.clock = requireNonNull(clock, "clock is null");
    this.indexed = indexed;
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
  public Optional<RowIndex> index() {
    return Optional.ofNullable(indexed).flatMap(IndexedRows::current);
  }

  @Override
  public void warm() {
    if (indexed != null) {
      try {
        indexed.index();
      } catch (IndexFullException e) {
        unindexed(e);
      }
    }
  }

  @Override
  public void close() {
    if (indexed != null) {
      indexed.close();
    }
  }

  @Override
  public Prepared prepare(List<Change> changes, Precedence precedence) {
    Map<Key, Change> newest = new LinkedHashMap<>();
    for (Change change : changes) {
      newest.merge(
          columns.key(change.row()),
          change,
          (one, other) ->
              other.sequence().compareTo(one.sequence()) >= 0
                  ? unchanged.filled(other, one)
                  : unchanged.filled(one, other));
    }
    Map<Key, Standing> standing = standing(newest);
    Map<Key, Standing> whole = whole(newest);
    List<Change> winners = new ArrayList<>();
    List<RowPosition> replaced = new ArrayList<>();
    List<RowPosition> surplus = new ArrayList<>();
    List<Row> before = new ArrayList<>();
    List<Row> after = new ArrayList<>();
    for (Map.Entry<Key, Change> entry : newest.entrySet()) {
      Standing old = standing.get(entry.getKey());
      for (Standing more : old == null ? List.<Standing>of() : old.surplus()) {
        surplus.add(more.position());
        if (!more.deleted()) {
          before.add(more.image());
        }
      }
      if (old != null && !precedence.wins(entry.getValue().sequence(), old.sequence())) {
        continue;
      }
      Change change = unchanged.filled(entry.getValue(), whole.get(entry.getKey()));
      winners.add(change);
      if (old != null) {
        replaced.add(old.position());
      }
      if (old != null && !old.deleted()) {
        before.add(old.image());
      }
      if (!change.deleted()) {
        after.add(change.row());
      }
    }
    return new Prepared(
        new Changes(columns.dataset(), columns.columns(), before, after),
        List.copyOf(newest.values()),
        winners,
        replaced,
        surplus,
        precedence,
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
        refresh();
        current = prepare(current.offered(), current.precedence());
      } catch (RowsMissingException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        if (indexed == null) { // Spark has seen a commit of somebody else that the writer has not
          table.refresh();
        } else {
          indexed.rebuild();
        }
        current = prepare(current.offered(), current.precedence());
      }
    }
  }

  private void refresh() {
    if (indexed == null) {
      table.refresh();
      return;
    }
    try {
      indexed.refresh();
    } catch (IndexFullException e) {
      unindexed(e);
    }
  }

  private void write(Prepared prepared, Coverage covered, Fence fence) {
    boolean newlyCovered = !covered.without(table.covered()).isEmpty();
    if (prepared.effect() == Effect.NOTHING && prepared.surplus().isEmpty() && !newlyCovered) {
      return;
    }
    if (indexed != null) {
      writeIndexed(prepared, covered, fence);
    } else if (prepared.winners().size() > few
        && prepared.effect() == Effect.UPDATES
        && prepared.surplus().isEmpty()) { // MERGE would keep each row of a key
      silver.merge(rows(prepared), prepared.precedence(), fence.next());
      table.refresh();
      // also without news: Spark skips a stale transaction in silence, this refuses it
      table.append(Append.of(fence.next(), List.of(), covered));
    } else {
      List<RowPosition> old = new ArrayList<>(prepared.replaced());
      old.addAll(prepared.surplus());
      table.replace(old, Append.of(fence.next(), rows(prepared), covered));
    }
  }

  private void writeIndexed(Prepared prepared, Coverage covered, Fence fence) {
    if (!indexed.agrees()) {
      throw new RowsMissingException(
          "silver of dataset '%s' has not the rows that its key index knows"
              .formatted(columns.dataset().name()));
    }
    List<RowPosition> old = new ArrayList<>(prepared.replaced());
    indexed.surplus().stream().filter(row -> !prepared.replaced().contains(row)).forEach(old::add);
    List<AddedFile> files = table.replace(old, Append.of(fence.next(), rows(prepared), covered));
    try {
      indexed.written(prepared.winners(), files);
    } catch (IndexFullException e) {
      unindexed(e);
    }
  }

  /** For the rest of this run. */
  private void unindexed(IndexFullException why) {
    indexed.close();
    if (columns.dataset().upsert() == UpsertBy.INDEXED) {
      throw new IllegalStateException(
          "Dataset '%s' is to be indexed, but %s. Raise stream.index-memory in tidemark.yaml and the heap with it, or say 'upsert: auto'."
              .formatted(columns.dataset().name(), why.getMessage()),
          why);
    }
    LOG.atWarn()
        .addKeyValue("dataset", columns.dataset().name())
        .addKeyValue("reason", why.getMessage())
        .log(
            "the key index does not fit, so batches are joined with silver, which takes seconds;"
                + " raise stream.index-memory and the heap with it, or say 'upsert: merge'");
    indexed = null;
  }

  private List<Row> rows(Prepared prepared) {
    Instant now = clock.instant();
    return prepared.winners().stream().map(winner -> columns.row(winner, now)).toList();
  }

  private Map<Key, Standing> standing(Map<Key, Change> newest) {
    if (newest.isEmpty()) {
      return Map.of();
    }
    if (indexed != null) {
      try {
        return indexed.standing(newest);
      } catch (IndexFullException e) {
        unindexed(e);
      }
    }
    return silver.standing(newest.values().stream().map(Change::row).toList());
  }

  /** Rows that have values which changes leave as they are: an index has not all of a row. */
  private Map<Key, Standing> whole(Map<Key, Change> newest) {
    List<Row> open = newest.values().stream().map(Change::row).filter(unchanged::isPartOf).toList();
    return open.isEmpty() ? Map.of() : silver.standing(open);
  }

  private static Effect effect(List<Change> winners, List<RowPosition> replaced) {
    if (winners.isEmpty()) {
      return Effect.NOTHING;
    }
    return replaced.isEmpty() ? Effect.INSERTS_ONLY : Effect.UPDATES;
  }
}
