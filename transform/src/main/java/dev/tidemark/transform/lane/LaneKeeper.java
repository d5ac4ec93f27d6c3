package dev.tidemark.transform.lane;

import dev.tidemark.transform.columns.ColumnsGrewException;
import dev.tidemark.transform.status.Board;
import dev.tidemark.transform.table.StaleWriterException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a lane again whenever it ends by a failure that may pass, more slowly each time. */
final class LaneKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(LaneKeeper.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Lane lane;
  private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
  private final Causes causes;
  private final LaneStream.Once once;
  private final boolean streams;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  LaneKeeper(Lane lane, Lane.Shared shared, Board board) {
    this.lane = lane;
    this.causes =
        new Causes(
            LOG, "lane " + lane.name(), told -> told.ifPresentOrElse(board::waits, backoff::works));
    this.once = shared.once();
    this.streams = shared.stages().contains(Stage.BRONZE);
  }

  /**
   * Returns when the lane has run once, or was stopped.
   *
   * @throws StaleWriterException if another process took the lane over
   * @throws ColumnsGrewException if silver has more columns than the job was opened with
   */
  void run() throws Exception {
    while (stopped.getCount() > 0) {
      Duration pause = streams ? Duration.ZERO : FIRST_PAUSE;
      try {
        lane.run(causes, caughtUp::countDown);
        if (once == LaneStream.Once.YES) {
          return;
        }
      } catch (Exception e) { // a lane's edge: whatever it was, the next run begins anew
        if (stopped.getCount() == 0) {
          return;
        }
        requireRepeatable(e);
        causes.failed(e);
        lane.failed(e);
        pause = backoff.failed();
      }
      stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void requireRepeatable(Exception failure) throws Exception {
    StaleWriterException stale = Causes.find(failure, StaleWriterException.class).orElse(null);
    if (stale != null) {
      throw stale;
    }
    ColumnsGrewException grew = Causes.find(failure, ColumnsGrewException.class).orElse(null);
    if (grew != null) {
      throw grew; // the SQL of the whole job is to be analysed anew
    }
    if (once == LaneStream.Once.YES || lane.cannotRunAgain()) {
      throw failure;
    }
  }

  /** Open once silver was as far as bronze for the first time. */
  CountDownLatch caughtUp() {
    return caughtUp;
  }

  void stop() throws TimeoutException {
    stopped.countDown();
    lane.stop();
  }
}
