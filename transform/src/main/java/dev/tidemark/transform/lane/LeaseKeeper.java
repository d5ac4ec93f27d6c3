package dev.tidemark.transform.lane;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews a lease while the process lives, and notices when it was followed. */
final class LeaseKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
  private static final Duration EVERY = Duration.ofSeconds(4);

  private final Lease lease;
  private final String lane;
  private final Causes causes;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean followed;

  LeaseKeeper(Lease lease, String lane) {
    this.lease = lease;
    this.lane = lane;
    this.causes = new Causes(LOG, "the renewal of the lease of lane " + lane, told -> {});
  }

  /**
   * Renews until closed.
   *
   * @param lost called once if another process took the lane over
   */
  void run(Runnable lost) {
    try {
      while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        if (isFollowed()) {
          followed = true;
          lost.run();
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Renews if not. */
  private boolean isFollowed() {
    try {
      if (lease.isFollowed()) {
        return true;
      }
      lease.renew();
      causes.works();
    } catch (IOException | RuntimeException e) { // once it expires, another process may follow
      causes.failed(e);
    }
    return false;
  }

  /**
   * @throws LeaseLostException if another process took the lane over
   */
  void requireHeld() {
    if (followed) {
      throw new LeaseLostException(lane, lease.term());
    }
  }

  @Override
  public void close() {
    closed.countDown();
    if (followed) {
      return;
    }
    try {
      lease.release();
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("lane", lane)
          .addKeyValue("cause", e.getMessage())
          .log("the lease could not be released; it expires by itself");
    }
  }
}
