package dev.tidemark.transform.status;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** A board's file: written when it changed, but at most once a second, and from time to time. */
public final class BoardFile {
  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);
  private static final Duration AT_LEAST_EVERY = Report.EXPIRY.dividedBy(3);

  private final Board board;
  private final ReportFiles files;
  private Instant last = Instant.EPOCH;
  private boolean owed;

  public BoardFile(Board board, ReportFiles files) {
    this.board = board;
    this.files = files;
  }

  /** False if it was not due, so that nothing is known of the disk. */
  public synchronized boolean writeIfDue(Instant now) throws IOException {
    owed |= board.takeChanged();
    if (now.isBefore(last.plus(owed ? AT_MOST_EVERY : AT_LEAST_EVERY))) {
      return false;
    }
    last = now; // a disk that is full is tried again as seldom
    files.write(board.report());
    owed = false;
    return true;
  }

  /** The last word. */
  public synchronized void close() throws IOException {
    board.is(State.STOPPED);
    files.write(board.report());
  }
}
