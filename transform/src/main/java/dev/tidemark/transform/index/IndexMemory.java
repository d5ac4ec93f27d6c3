package dev.tidemark.transform.index;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes all indexes of a process may take together. Safe for several threads. */
public final class IndexMemory {
  private final long most;
  private final AtomicLong taken = new AtomicLong();

  public IndexMemory(long most) {
    this.most = most;
  }

  /** True if the change was within what may be taken; it is counted only then. */
  boolean change(long bytes) {
    while (true) {
      long now = taken.get();
      if (bytes > 0 && now + bytes > most) {
        return false;
      }
      if (taken.compareAndSet(now, now + bytes)) {
        return true;
      }
    }
  }

  public long most() {
    return most;
  }
}
