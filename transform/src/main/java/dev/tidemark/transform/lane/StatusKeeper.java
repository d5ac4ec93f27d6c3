package dev.tidemark.transform.lane;

import dev.tidemark.transform.status.Board;
import dev.tidemark.transform.status.BoardFile;
import dev.tidemark.transform.status.ReportFiles;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps in the lake what {@code status} tells of the process's lanes and of gold. */
final class StatusKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusKeeper.class);
  private static final long LOOK_MILLIS = 250;

  private final InstantSource clock;
  private final ReportFiles files;
  private final List<BoardFile> boards = new ArrayList<>();

  /** Whose last try failed. */
  private final Set<BoardFile> failing = new HashSet<>();

  private final Causes causes = new Causes(LOG, "the stream's status", told -> {});
  private final CountDownLatch closed = new CountDownLatch(1);

  StatusKeeper(ReportFiles files, InstantSource clock) {
    this.files = files;
    this.clock = clock;
  }

  Board lane(String name, Collection<String> datasets) {
    return keep(Board.ofLane(name, datasets, clock));
  }

  Board gold(Collection<String> models) {
    return keep(Board.ofGold(models, clock));
  }

  private Board keep(Board board) {
    boards.add(new BoardFile(board, files));
    return board;
  }

  /** Writes what changes, until closed. */
  void run() {
    try {
      do {
        write();
      } while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    for (BoardFile board : boards) {
      try {
        if (board.writeIfDue(clock.instant())) {
          failing.remove(board);
        }
      } catch (IOException | RuntimeException e) { // status is for people: the work goes on without
        failing.add(board);
        causes.failed(e);
      }
    }
    if (failing.isEmpty()) {
      causes.works();
    }
  }

  /** Says that the stream was stopped, if it can. */
  @Override
  public void close() {
    closed.countDown();
    for (BoardFile board : boards) {
      try {
        board.close();
      } catch (IOException | RuntimeException e) {
        causes.failed(e); // a report of a process that is gone is told as such
      }
    }
  }
}
