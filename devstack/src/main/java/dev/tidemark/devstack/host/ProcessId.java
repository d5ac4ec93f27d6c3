package dev.tidemark.devstack.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One process, and no later one that happens to get its pid.
 *
 * @param startedTicks when it started, in clock ticks since the machine did
 */
public record ProcessId(long pid, long startedTicks) {
  private static final int STATE = 0;
  private static final int START_TIME = 19; // field 22 of proc(5), counted after the command's ')'

  /** The process that has this pid now; empty when there is none, or only its zombie. */
  public static Optional<ProcessId> running(long pid) {
    String stat;
    try {
      stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    } catch (IOException e) {
      return Optional.empty(); // it ended, perhaps while we were reading
    }
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
    if (fields.get(STATE).equals("Z")) {
      return Optional.empty();
    }
    return Optional.of(new ProcessId(pid, Long.parseLong(fields.get(START_TIME))));
  }

  /** Reads back what {@link #toString} wrote. */
  public static ProcessId parse(String text) {
    List<String> parts = List.of(text.strip().split(" "));
    return new ProcessId(Long.parseLong(parts.get(0)), Long.parseLong(parts.get(1)));
  }

  public boolean isAlive() {
    return running(pid).filter(this::equals).isPresent();
  }

  /** Resident memory in KiB; 0 when the process is gone. */
  public long residentKib() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public String toString() {
    return pid + " " + startedTicks;
  }
}
