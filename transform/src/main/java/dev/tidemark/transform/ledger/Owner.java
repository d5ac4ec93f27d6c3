package dev.tidemark.transform.ledger;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that follows work. On another host nobody can see whether it lives: after an hour
 * without a line in the ledger it is taken for gone.
 */
public record Owner(String host, long pid, String started) {
  static final Duration SILENCE = Duration.ofHours(1);

  /** This process. */
  public static Owner ofThisProcess() {
    ProcessHandle self = ProcessHandle.current();
    return new Owner(thisHost(), self.pid(), startOf(self));
  }

  /** What {@link #toString} makes; anything else is nobody, gone long ago. */
  static Owner parse(String text) {
    String[] parts = text == null ? new String[0] : text.split(" ", -1);
    try {
      return new Owner(parts[0], Long.parseLong(parts[1]), parts[2]);
    } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
      return new Owner("", 0, "");
    }
  }

  /**
   * @param lastLine when it last wrote to the ledger
   */
  public boolean isGone(Instant lastLine, Instant now) {
    if (!host.equals(thisHost())) {
      return host.isEmpty() || lastLine.plus(SILENCE).isBefore(now);
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    return process.isEmpty() || !startOf(process.get()).equals(started);
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  @Override
  public String toString() {
    return host + " " + pid + " " + started;
  }
}
