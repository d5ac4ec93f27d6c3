package dev.tidemark.transform.index;

import static dev.tidemark.transform.index.Entries.NONE;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.sequence.Sequence;
import dev.tidemark.transform.deletion.Move;
import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.sql.DatasetColumns;
import dev.tidemark.transform.sql.Hop;
import dev.tidemark.transform.sql.RowValue;
import io.delta.kernel.data.ColumnVector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.ProjectingInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;

/**
 * One dataset's silver by key. One thread writes, others may look meanwhile.
 *
 * <p>Tombstones are in it like other rows, with their last values.
 */
public final class RowIndex implements AutoCloseable {
  private final IndexedColumns columns;
  private final List<String> keyNames;
  private final IndexMemory memory;
  private final Entries entries = new Entries();
  private final FileNumbers files = new FileNumbers();

  private final Joins joins = new Joins();

  /** Rows of keys that have a newer one too: somebody else has written them. */
  private final List<RowPosition> surplus = new ArrayList<>();

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private long counted;
  private volatile boolean closed;

  private RowIndex(IndexedColumns columns, List<String> keyNames, IndexMemory memory) {
    this.columns = columns;
    this.keyNames = keyNames;
    this.memory = memory;
  }

  /**
   * Without rows.
   *
   * @param columns the dataset's, as silver has them
   */
  public static RowIndex of(Dataset dataset, StructType columns, Needs needs, IndexMemory memory) {
    StructType seen = DatasetColumns.of(dataset);
    RowIndex index =
        new RowIndex(
            new IndexedColumns(dataset, columns, needs.columns(), seen), dataset.keys(), memory);
    for (List<RowValue> values : needs.joins()) {
      if (!index.isByKey(values)) {
        index.joins.add(values);
      }
    }
    return index;
  }

  /** Why there can be no index of the dataset; empty if there can. */
  public static Optional<String> obstacle(Dataset dataset, StructType columns, Needs needs) {
    return IndexedColumns.obstacle(dataset, columns, needs.columns());
  }

  /**
   * What silver has of a key.
   *
   * @param sequence empty if somebody else has written the row without one
   */
  public record Standing(
      RowPosition position, Optional<Sequence> sequence, boolean deleted, Row image) {}

  /**
   * What there is of the row's key.
   *
   * @param row begins with the dataset's columns
   * @return its image has the columns that are needed, the others are null
   */
  public Optional<Standing> find(Row row) {
    return find(List.of(row)).get(0);
  }

  /** {@link #find(Row)} for each, in their order. */
  public List<Optional<Standing>> find(Collection<Row> rows) {
    List<Optional<Standing>> found = new ArrayList<>(rows.size());
    UnsafeRow image = columns.newImage();
    Lock read = lock.readLock();
    read.lock();
    try {
      for (Row row : rows) {
        int number = entries.find(columns.key(row));
        found.add(number == NONE ? Optional.empty() : Optional.of(standing(number, image)));
      }
    } finally {
      read.unlock();
    }
    return found;
  }

  private Standing standing(int number, UnsafeRow image) {
    point(image, number);
    return new Standing(
        new RowPosition(files.name(entries.file(number)), entries.row(number)),
        entries.sequence(number),
        entries.isDeleted(number),
        columns.row(image));
  }

  /**
   * A row of the table as the index takes it in.
   *
   * @param sequence empty if somebody else has written the row without one: it is older than all
   */
  public record Arrival(RowPosition position, Optional<Sequence> sequence, boolean deleted) {}

  /**
   * A row was written; it is the newest of its key.
   *
   * @param row begins with the dataset's columns
   * @throws IndexFullException if there is no room for it
   */
  public void put(Row row, Arrival arrival) {
    put(List.of(row), List.of(arrival));
  }

  /** {@link #put(Row, Arrival)} for each. */
  public void put(List<Row> rows, List<Arrival> arrivals) {
    Lock write = lock.writeLock();
    write.lock();
    try {
      for (int i = 0; i < rows.size(); i++) {
        put(columns.key(rows.get(i)), columns.image(rows.get(i)), arrivals.get(i));
      }
    } finally {
      write.unlock();
    }
  }

  /**
   * Rows were read from the table; where there are several of a key the newest counts, and the
   * others are {@link #surplus}.
   *
   * @param read vectors of {@link #toRead}
   * @param arrivals by row; null where there is none any more
   * @throws IndexFullException if there is no room for them
   */
  public void load(List<ColumnVector> read, List<Arrival> arrivals) {
    Lock write = lock.writeLock();
    write.lock();
    try {
      for (int row = 0; row < arrivals.size(); row++) {
        Arrival arrival = arrivals.get(row);
        if (arrival != null) {
          load(columns.key(read, row), columns.image(read, row), arrival);
        }
      }
    } finally {
      write.unlock();
    }
  }

  private void load(byte[] key, byte[] image, Arrival arrival) {
    int number = entries.find(key);
    if (number != NONE) {
      if (!isNewer(arrival.sequence(), entries.sequence(number))) {
        surplus.add(arrival.position());
        return;
      }
      surplus.add(position(number));
    }
    put(key, image, arrival);
  }

  private static boolean isNewer(Optional<Sequence> one, Optional<Sequence> other) {
    return one.isPresent() && (other.isEmpty() || one.get().compareTo(other.get()) > 0);
  }

  private void put(byte[] key, byte[] image, Arrival arrival) {
    if (closed) {
      throw new IllegalStateException("the index is closed");
    }
    int had = entries.find(key);
    if (had != NONE) {
      files.leave(entries.file(had));
    }
    Place place = new Place(files.enter(arrival.position().file()), (int) arrival.position().row());
    int number = entries.put(key, place, arrival.sequence(), arrival.deleted(), image);
    if (!joins.isEmpty()) {
      UnsafeRow packed = columns.newImage();
      point(packed, number);
      ProjectingInternalRow view = columns.newView();
      view.project(packed);
      joins.put(number, view);
    }
    if ((number & 1023) == 0) {
      count();
    }
  }

  /** To be called after a batch of {@link #put}. */
  public void count() {
    long now = entries.bytes() + joins.bytes();
    if (!memory.change(now - counted)) {
      throw new IndexFullException(
          "the key index needs %s bytes for %s keys, and all indexes together may take %s"
              .formatted(now, entries.size(), memory.most()));
    }
    counted = now;
  }

  /** Rows have left: keys that stand there are forgotten. */
  public void forget(BiPredicate<String, Integer> left) {
    Lock write = lock.writeLock();
    write.lock();
    try {
      for (int number = 0; number < entries.numbers(); number++) {
        if (entries.isUsed(number)
            && left.test(files.name(entries.file(number)), entries.row(number))) {
          files.leave(entries.file(number));
          joins.remove(number);
          entries.remove(number);
        }
      }
      surplus.removeIf(row -> left.test(row.file(), (int) row.row()));
    } finally {
      write.unlock();
    }
  }

  /** Files have become others; where a row had left, what its key has now is told later. */
  public void moved(List<Move> moves) {
    Map<String, Move> byFile = new HashMap<>();
    moves.forEach(move -> byFile.put(move.from(), move));
    Lock write = lock.writeLock();
    write.lock();
    try {
      for (int number = 0; number < entries.numbers(); number++) {
        if (!entries.isUsed(number)) {
          continue;
        }
        int file = entries.file(number);
        int row = entries.row(number);
        Move move = byFile.get(files.name(file));
        if (move != null && !move.gone().contains(row)) {
          files.leave(file);
          Place place = new Place(files.enter(move.to()), (int) move.moved(row));
          entries.move(number, place, entries.isDeleted(number));
        }
      }
      surplus.replaceAll(
          row -> {
            Move move = byFile.get(row.file());
            return move == null || move.gone().contains((int) row.row())
                ? row
                : new RowPosition(move.to(), move.moved(row.row()));
          });
    } finally {
      write.unlock();
    }
  }

  /** How many keys there are. */
  public int size() {
    return entries.size();
  }

  public long bytes() {
    return counted;
  }

  /** Rows of the table that should not be there: the next commit is to take them out. */
  public List<RowPosition> surplus() {
    return List.copyOf(surplus);
  }

  /** They were taken out. */
  public void surplusLeft() {
    surplus.clear();
  }

  /** Columns to be read for {@link #load}, in this order. */
  public List<String> toRead() {
    return columns.toRead();
  }

  /** Whether rows can be found by what the hop leads to. */
  public boolean finds(Hop hop) {
    return !closed && (isByKey(hop.other()) || joins.has(hop.other()));
  }

  private boolean isByKey(List<RowValue> values) {
    return values.stream()
        .map(RowValue::plainColumn)
        .flatMap(Optional::stream)
        .toList()
        .containsAll(keyNames);
  }

  /**
   * Shows the rows whose values are among the tuples, each as long as the call lasts.
   *
   * @param hop that {@link #finds} knows
   * @param tuples as {@link RowValue#tuple} makes them
   */
  public void matching(Hop hop, Set<List<Object>> tuples, Consumer<InternalRow> each) {
    Lock read = lock.readLock();
    read.lock();
    try {
      UnsafeRow image = columns.newImage();
      ProjectingInternalRow view = columns.newView();
      view.project(image);
      if (isByKey(hop.other())) {
        int[] order = keyNames.stream().mapToInt(key -> placeOf(key, hop.other())).toArray();
        for (List<Object> tuple : tuples) {
          Object[] key = new Object[order.length];
          for (int i = 0; i < key.length; i++) {
            key[i] = tuple.get(order[i]);
          }
          show(entries.find(KeyBytes.of(key)), image, view, hop, tuple, each);
        }
        return;
      }
      joins.candidates(
          hop.other(), tuples, (number, tuple) -> show(number, image, view, hop, tuple, each));
    } finally {
      read.unlock();
    }
  }

  private static int placeOf(String column, List<RowValue> values) {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).plainColumn().filter(column::equals).isPresent()) {
        return i;
      }
    }
    throw new IllegalArgumentException("no column '%s' in %s".formatted(column, values));
  }

  private void show(
      int number,
      UnsafeRow image,
      InternalRow view,
      Hop hop,
      List<Object> tuple,
      Consumer<InternalRow> each) {
    if (number == NONE) {
      return;
    }
    point(image, number);
    if (RowValue.tuple(hop.other(), view).filter(tuple::equals).isPresent()) {
      each.accept(view);
    }
  }

  private void point(UnsafeRow image, int number) {
    image.pointTo(
        entries.imageChunk(number),
        Platform.BYTE_ARRAY_OFFSET + (long) entries.imageOffset(number),
        entries.imageLength(number));
  }

  private RowPosition position(int number) {
    return new RowPosition(files.name(entries.file(number)), entries.row(number));
  }

  /** Gives its memory back; it can tell nothing any more. */
  @Override
  public void close() {
    Lock write = lock.writeLock();
    write.lock();
    try {
      closed = true;
      memory.change(-counted);
      counted = 0;
    } finally {
      write.unlock();
    }
  }
}
