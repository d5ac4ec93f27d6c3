package dev.tidemark.transform.silver;

import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.contract.sequence.Sequence;
import dev.tidemark.transform.decode.Change;
import dev.tidemark.transform.deletion.AddedFile;
import dev.tidemark.transform.deletion.FileRows;
import dev.tidemark.transform.deletion.Move;
import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.index.RowIndex;
import dev.tidemark.transform.index.RowIndex.Arrival;
import dev.tidemark.transform.table.LakeTable;
import io.delta.kernel.data.ColumnVector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Silver's index, kept as the table is: read from it at the start, changed after each commit of
 * ours, compared with the log when somebody else has committed, and built anew when the two do not
 * agree.
 */
final class IndexedRows {
  private static final Logger LOG = LoggerFactory.getLogger(IndexedRows.class);
  private static final List<String> OWN =
      List.of(OwnColumns.EPOCH, OwnColumns.PARTITION, OwnColumns.OFFSET, OwnColumns.DELETED);

  private final SilverColumns columns;
  private final LakeTable table;
  private final Supplier<RowIndex> empty;
  private volatile RowIndex index;

  /**
   * @param empty makes an index without rows
   */
  IndexedRows(SilverColumns columns, LakeTable table, Supplier<RowIndex> empty) {
    this.columns = columns;
    this.table = table;
    this.empty = empty;
  }

  /** As the table is; reads it when called for the first time. */
  RowIndex index() {
    if (index == null) {
      index = read();
    }
    return index;
  }

  /** Empty as long as nobody has asked for {@link #index}; for any thread. */
  Optional<RowIndex> current() {
    return Optional.ofNullable(index);
  }

  private RowIndex read() {
    long began = System.nanoTime();
    RowIndex fresh = empty.get();
    try {
      load(fresh, table.files().values());
      fresh.count();
    } catch (RuntimeException e) {
      fresh.close();
      throw e;
    }
    LOG.atInfo()
        .addKeyValue("dataset", columns.dataset().name())
        .addKeyValue("keys", fresh.size())
        .addKeyValue("bytes", fresh.bytes())
        .addKeyValue("millis", (System.nanoTime() - began) / 1_000_000)
        .log("key index read from silver");
    return fresh;
  }

  Map<Key, Standing> standing(Map<Key, Change> newest) {
    Map<Key, Standing> standing = new HashMap<>();
    Iterator<Optional<RowIndex.Standing>> found =
        index().find(newest.values().stream().map(Change::row).toList()).iterator();
    for (Key key : newest.keySet()) {
      found
          .next()
          .ifPresent(
              row ->
                  standing.put(
                      key,
                      new Standing(row.position(), row.sequence(), row.deleted(), row.image())));
    }
    return standing;
  }

  /** Rows that silver has twice, whoever wrote them: the next commit is to take them out. */
  List<RowPosition> surplus() {
    return index().surplus();
  }

  /**
   * After a commit.
   *
   * @param rows in the order in which they were written
   * @throws dev.tidemark.transform.index.IndexFullException if there is no room for them
   */
  void written(List<Change> rows, List<AddedFile> files) {
    RowIndex kept = index();
    kept.surplusLeft();
    List<Arrival> arrivals = new ArrayList<>(rows.size());
    Iterator<Change> next = rows.iterator();
    for (AddedFile file : files) {
      for (long row = 0; row < file.rows(); row++) {
        Change change = next.next();
        RowPosition at = new RowPosition(file.name(), row);
        arrivals.add(new Arrival(at, Optional.of(change.sequence()), change.deleted()));
      }
    }
    kept.put(rows.stream().map(Change::row).toList(), arrivals);
    kept.count();
  }

  /** Whether it has as many rows as the table: to be asked before each commit. */
  boolean agrees() {
    RowIndex kept = index();
    return kept.size() + kept.surplus().size() == table.rows();
  }

  /** It does not agree with the table, whose word counts. */
  void rebuild() {
    LOG.atWarn()
        .addKeyValue("dataset", columns.dataset().name())
        .addKeyValue("keys", index().size())
        .addKeyValue("rows", table.rows())
        .log("key index and silver do not agree; it is read from silver anew");
    close();
  }

  /** Takes in what others have committed. */
  void refresh() {
    RowIndex kept = index;
    if (kept == null) {
      table.refresh();
      return;
    }
    Map<String, FileRows> before = table.files();
    table.refresh();
    Map<String, FileRows> after = table.files();
    kept.forget(
        (name, row) -> {
          FileRows file = after.get(name);
          return file == null || file.gone().contains(row);
        });
    List<FileRows> fresh =
        after.values().stream().filter(file -> !before.containsKey(file.name())).toList();
    load(kept, fresh);
    kept.count();
    if (!agrees()) { // rows that were gone are back: the table was restored
      rebuild();
    }
  }

  private void load(RowIndex into, Collection<FileRows> files) {
    List<String> names = new ArrayList<>(into.toRead());
    int own = names.size();
    names.addAll(OWN);
    table.read(
        files,
        names,
        (file, first, vectors, rows) -> {
          List<Arrival> arrivals = new ArrayList<>(rows);
          for (int row = 0; row < rows; row++) {
            arrivals.add(
                file.gone().contains((int) first + row)
                    ? null
                    : arrival(file, first + row, vectors.subList(own, vectors.size()), row));
          }
          into.load(vectors, arrivals);
        });
  }

  private static Arrival arrival(FileRows file, long place, List<ColumnVector> own, int row) {
    boolean sequenced = true;
    for (ColumnVector vector : own.subList(0, 3)) {
      sequenced &= !vector.isNullAt(row);
    }
    Optional<Sequence> sequence =
        sequenced
            ? Optional.of(
                new Sequence(
                    own.get(0).getInt(row), own.get(1).getInt(row), own.get(2).getLong(row)))
            : Optional.empty();
    boolean deleted = !own.get(3).isNullAt(row) && own.get(3).getBoolean(row);
    return new Arrival(new RowPosition(file.name(), place), sequence, deleted);
  }

  /** The table's writer has made one file of several. */
  void moved(List<Move> moves) {
    current().ifPresent(kept -> kept.moved(moves));
  }

  /** Gives its memory back. */
  void close() {
    RowIndex kept = index;
    index = null;
    if (kept != null) {
      kept.close();
    }
  }
}
