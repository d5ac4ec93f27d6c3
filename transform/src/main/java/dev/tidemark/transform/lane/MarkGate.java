package dev.tidemark.transform.lane;

import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Which marks gold may answer: those whose silver is committed. Marks come before silver, so the
 * newest ones may speak of rows that are not there yet.
 */
final class MarkGate {
  private final TreeMap<Long, String> open = new TreeMap<>();
  private long newest;

  MarkGate(long newest) {
    this.newest = newest;
  }

  /**
   * Appends marks and keeps gold from answering them until {@link #close}.
   *
   * @param append commits the marks and tells their number
   */
  synchronized long open(String lane, LongSupplier append) {
    long mark = append.getAsLong();
    newest = Math.max(newest, mark);
    open.put(mark, lane);
    return mark;
  }

  /** Silver of the batch that made the mark is committed. */
  synchronized void close(long mark) {
    open.remove(mark);
  }

  /** Silver of the lane is as far as its bronze, so whatever it marked is there. */
  synchronized void closeAll(String lane) {
    open.values().removeIf(lane::equals);
  }

  /** The greatest mark such that it and all before may be answered. */
  synchronized long answerable() {
    return open.isEmpty() ? newest : open.firstKey() - 1;
  }

  synchronized long newest() {
    return newest;
  }
}
