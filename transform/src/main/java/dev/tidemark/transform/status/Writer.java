package dev.tidemark.transform.status;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;

/** The process that wrote a report, and no later one of the same pid. */
record Writer(String host, long pid, Instant started) {
  static Writer self() {
    ProcessHandle self = ProcessHandle.current();
    return new Writer(thisHost(), self.pid(), startOf(self).orElse(Instant.EPOCH));
  }

  boolean isHere() {
    return host.equals(thisHost());
  }

  /** Whether it runs; only to be asked of one that {@link #isHere}. */
  boolean isAlive() {
    return ProcessHandle.of(pid)
        .filter(process -> startOf(process).equals(Optional.of(started)))
        .isPresent();
  }

  private static Optional<Instant> startOf(ProcessHandle process) {
    return process.info().startInstant();
  }

  private static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
