package dev.tidemark.transform.lane;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Which marks gold may answer: those before all batches that are under way. Marks come before
 * silver, so they may speak of rows that are not there yet. Nor may marks be answered that another
 * lane made meanwhile: the batch under way has looked at silver without their rows, so that it may
 * not have marked what the two change together.
 */
final class MarkGate {
  /** Of each batch, and the newest mark when it began. */
  private final Map<Turn, Long> underWay = new HashMap<>();

  private long newest;

  /** A batch of a lane, equal to itself only. */
  static final class Turn {
    private final String lane;

    private Turn(String lane) {
      this.lane = lane;
    }
  }

  MarkGate(long newest) {
    this.newest = newest;
  }

  /** A batch begins to look at silver; marks from here on are not answered until it ends. */
  synchronized Turn begin(String lane) {
    Turn turn = new Turn(lane);
    underWay.put(turn, newest);
    return turn;
  }

  /**
   * Appends marks.
   *
   * @param append commits the marks and tells their number
   */
  synchronized long mark(LongSupplier append) {
    long mark = append.getAsLong();
    newest = Math.max(newest, mark);
    return mark;
  }

  /** Silver of the batch is committed. */
  synchronized void end(Turn turn) {
    underWay.remove(turn);
  }

  /** Silver of the lane is as far as its bronze, so whatever it marked is there. */
  synchronized void endAll(String lane) {
    underWay.keySet().removeIf(turn -> turn.lane.equals(lane));
  }

  /** The greatest mark such that it and all before may be answered. */
  synchronized long answerable() {
    return underWay.values().stream().mapToLong(Long::longValue).min().orElse(newest);
  }

  synchronized long newest() {
    return newest;
  }
}
