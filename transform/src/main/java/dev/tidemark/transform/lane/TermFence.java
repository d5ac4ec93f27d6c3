package dev.tidemark.transform.lane;

import dev.tidemark.transform.table.Fence;
import dev.tidemark.transform.table.TransactionId;
import java.util.concurrent.atomic.AtomicInteger;

/** Ids that begin with the lease's term: whatever an older term still tries is refused by Delta. */
final class TermFence implements Fence {
  private final String application;
  private final long term;
  private final AtomicInteger count = new AtomicInteger();

  TermFence(String lane, long term) {
    this.application = application(lane);
    this.term = term;
  }

  static String application(String lane) {
    return "tidemark:" + lane;
  }

  @Override
  public TransactionId next() {
    return new TransactionId(
        application, (term << 32) | Integer.toUnsignedLong(count.incrementAndGet()));
  }
}
