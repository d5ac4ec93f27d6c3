package dev.tidemark.transform.lane;

import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * Which marks gold may answer: those whose silver is committed. Marks come before silver, so the
 * newest ones may speak of rows that are not there yet.
 */
final class MarkGate {
  private final NavigableSet<Long> open = new TreeSet<>();
  private long newest;

  MarkGate(long newest) {
    this.newest = newest;
  }

  /**
   * Appends marks and keeps gold from answering them until {@link #close}.
   *
   * @param append commits the marks and tells their number
   */
  synchronized long open(LongSupplier append) {
    long mark = append.getAsLong();
    newest = Math.max(newest, mark);
    open.add(mark);
    return mark;
  }

  /** Silver of the batch that made the mark is committed. */
  synchronized void close(long mark) {
    open.remove(mark);
  }

  /** The greatest mark such that it and all before may be answered. */
  synchronized long answerable() {
    return open.isEmpty() ? newest : open.first() - 1;
  }

  synchronized long newest() {
    return newest;
  }
}
