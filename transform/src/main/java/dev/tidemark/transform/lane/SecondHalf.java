package dev.tidemark.transform.lane;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings silver up to a batch while the next one is read and put into bronze: one batch at a time,
 * in their order. So bronze may be two batches ahead of silver; whoever takes the lane up lets
 * silver catch up. After a failure nothing is begun any more.
 */
final class SecondHalf implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SecondHalf.class);
  private static final long SECONDS_TO_END = 30;

  private final String lane;
  private final ExecutorService thread;
  private final CompletableFuture<Exception> failure = new CompletableFuture<>();
  private volatile Future<?> underWay = CompletableFuture.completedFuture(null);

  SecondHalf(String lane) {
    this.lane = lane;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, "silver-" + lane);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The half of a batch. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /**
   * Begins it when the one before has ended; by one thread at a time. If that failed, does not
   * return: who is told of the failure interrupts the caller, which has not failed itself.
   */
  void begin(Work work) throws InterruptedException {
    if (!settled()) {
      new CountDownLatch(1).await();
    }
    underWay = thread.submit(() -> run(work));
  }

  private void run(Work work) {
    try {
      work.run();
    } catch (Exception e) { // thrown by whoever waits
      failure.complete(e);
    } catch (Error e) {
      failure.complete(new IllegalStateException("lane %s: %s".formatted(lane, e), e));
      throw e;
    }
  }

  /**
   * Returns when none is under way.
   *
   * @throws Exception that one failed with
   */
  void await() throws Exception {
    if (!settled()) {
      throw failure.get();
    }
  }

  /** Waits until none is under way; false if one has failed. */
  boolean settled() throws InterruptedException {
    try {
      underWay.get();
    } catch (ExecutionException e) {
      return false;
    }
    return !failure.isDone();
  }

  boolean isIdle() {
    return underWay.isDone();
  }

  /** Completes with the first failure, at once: it may be that nobody waits. */
  CompletableFuture<Exception> failure() {
    return failure;
  }

  /** Waits for what is under way: the lane's next run writes the same tables. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        LOG.atWarn()
            .addKeyValue("lane", lane)
            .addKeyValue("seconds", SECONDS_TO_END)
            .log("silver of a batch does not end; what it still tries is refused by its term");
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
