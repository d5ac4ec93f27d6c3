package dev.tidemark.transform.lane;

import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Which marks gold may answer: those that no batch under way holds. Marks come before silver, so
 * they may speak of rows that are not there yet: a batch holds its own. It holds those of other
 * lanes too whose silver was not committed when it began to look at silver, and all that are made
 * meanwhile: it has not seen their rows, so that it may not mark what the two change together. The
 * other lane's mark says that, and must find both.
 */
final class MarkGate {
  private final Set<Turn> underWay = new LinkedHashSet<>();
  private long newest;
  private Runnable moved = () -> {};

  /** A batch of a lane, equal to itself only. */
  static final class Turn {
    private final String lane;

    /** The newest mark that it does not hold. */
    private final long free;

    private OptionalLong own = OptionalLong.empty();

    private Turn(String lane, long free) {
      this.lane = lane;
      this.free = free;
    }
  }

  MarkGate(long newest) {
    this.newest = newest;
  }

  /**
   * @param told each time more marks may be answered; by a lane's thread, which it must not hold up
   */
  synchronized void whenMoved(Runnable told) {
    moved = told;
  }

  /** A batch begins to look at silver. */
  synchronized Turn begin(String lane) {
    long unseen =
        underWay.stream()
            .flatMapToLong(turn -> turn.own.stream())
            .map(mark -> mark - 1)
            .min()
            .orElse(newest);
    Turn turn = new Turn(lane, unseen);
    underWay.add(turn);
    return turn;
  }

  /**
   * Appends the batch's marks.
   *
   * @param append commits the marks and tells their number
   */
  synchronized long mark(Turn turn, LongSupplier append) {
    long mark = append.getAsLong();
    turn.own = OptionalLong.of(mark);
    newest = Math.max(newest, mark);
    return mark;
  }

  /** Silver of the batch is committed. */
  synchronized void end(Turn turn) {
    underWay.remove(turn);
    moved.run();
  }

  /** Silver of the lane is as far as its bronze, so whatever it marked is there. */
  synchronized void endAll(String lane) {
    underWay.removeIf(turn -> turn.lane.equals(lane));
    moved.run();
  }

  /** The greatest mark such that it and all before may be answered. */
  synchronized long answerable() {
    return underWay.stream().mapToLong(turn -> turn.free).min().orElse(newest);
  }

  synchronized long newest() {
    return newest;
  }
}
