package dev.tidemark.transform.lane;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.spark.sql.streaming.StreamingQuery;

/**
 * Lets the lane's batches and the ledger's work take turns: never both at once, and a batch waits
 * for no more than a turn. Works on an idle lane too.
 */
final class LedgerTurns implements AutoCloseable {
  private static final Duration TURN = Duration.ofSeconds(2);
  private static final Duration UNBOUNDED = Duration.ofDays(365);
  private static final long IDLE_MILLIS = 1_000;
  private static final long BUSY_MILLIS = 100;

  private final LedgerWork work;
  private final SecondHalf batches;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final CountDownLatch closed = new CountDownLatch(1);
  private Thread thread;
  private volatile RuntimeException failure;

  /**
   * @param batches which go on after {@link #batch} returned
   */
  LedgerTurns(LedgerWork work, SecondHalf batches) {
    this.work = work;
    this.batches = batches;
  }

  /** A batch. */
  @FunctionalInterface
  interface BatchRun {
    void run() throws Exception;
  }

  /** Runs a batch; the ledger's work waits meanwhile. */
  void batch(BatchRun batch) throws Exception {
    turn.lock();
    try {
      batch.run();
    } finally {
      turn.unlock();
    }
  }

  /** Does the ledger's work beside the query's batches until closed; a failure ends the query. */
  void start(StreamingQuery query) {
    thread = new Thread(() -> run(query), "tidemark ledger");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns when nothing is left to do. */
  void finish() {
    work.goOn(UNBOUNDED);
  }

  private void run(StreamingQuery query) {
    try {
      boolean more = false;
      while (!closed.await(more ? BUSY_MILLIS : IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
        turn.lock();
        try {
          more = batches.settled() && closed.getCount() > 0 && work.goOn(TURN);
        } finally {
          turn.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) { // the lane's edge: its next run begins anew
      failure = e;
      stop(query);
    }
  }

  private static void stop(StreamingQuery query) {
    try {
      query.stop();
    } catch (TimeoutException e) {
      // it ends by itself when it meets the next run's term
    }
  }

  /**
   * Waits for the step under way.
   *
   * @throws RuntimeException that ended the work
   */
  @Override
  public void close() {
    closed.countDown();
    if (thread != null) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
