package dev.tidemark.transform.lane;

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
  private final LaneStream.Once once;
  private final boolean streams;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  LaneKeeper(Lane lane, Lane.Shared shared) {
    this.lane = lane;
    this.once = shared.once();
    this.streams = shared.stages().contains(Stage.BRONZE);
  }

  /**
   * Returns when the lane has run once, or was stopped.
   *
   * @throws StaleWriterException if another process took the lane over
   */
  void run() throws Exception {
    Causes causes = new Causes(LOG, "lane " + lane.name());
    Duration pause = FIRST_PAUSE;
    while (stopped.getCount() > 0) {
      try {
        lane.run(
            () -> {
              causes.works();
              caughtUp.countDown();
            });
        if (once == LaneStream.Once.YES) {
          return;
        }
        pause = FIRST_PAUSE;
      } catch (Exception e) { // a lane's edge: whatever it was, the next run begins anew
        if (stopped.getCount() == 0) {
          return;
        }
        requireRepeatable(e);
        causes.failed(e);
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                ? LONGEST_PAUSE
                : pause.multipliedBy(2);
      }
      if (!streams || pause.compareTo(FIRST_PAUSE) > 0) {
        stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  private void requireRepeatable(Exception failure) throws Exception {
    StaleWriterException stale = Causes.find(failure, StaleWriterException.class).orElse(null);
    if (stale != null) {
      throw stale;
    }
    if (once == LaneStream.Once.YES) {
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
