package dev.tidemark.ingest.control;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What Kafka Connect says of a connector. Says RUNNING also while a task retries for ever. */
public record ConnectorStatus(String state, Optional<String> trace, List<Task> tasks) {
  private static final String CAUSE = "Caused by: ";
  private static final String GONE = "but this is no longer available on the server";

  public ConnectorStatus {
    tasks = List.copyOf(tasks);
  }

  /**
   * One task.
   *
   * @param trace stack trace of what made it fail
   */
  public record Task(int id, String state, String worker, Optional<String> trace) {}

  /** True when the connector and at least one task run, and no task does anything else. */
  public boolean isRunning() {
    return state.equals("RUNNING")
        && !tasks.isEmpty()
        && tasks.stream().allMatch(task -> task.state().equals("RUNNING"));
  }

  /** True when somebody paused or stopped it: that is left alone. */
  public boolean isHeld() {
    return state.equals("PAUSED") || state.equals("STOPPED");
  }

  public boolean hasFailed() {
    return failure().isPresent();
  }

  /** Why it failed, in one line; empty while nothing has failed. */
  public Optional<String> failure() {
    if (state.equals("FAILED")) {
      return Optional.of(firstCause(trace));
    }
    return tasks.stream()
        .filter(task -> task.state().equals("FAILED"))
        .findFirst()
        .map(task -> "task %s has FAILED: %s".formatted(task.id(), firstCause(task.trace())));
  }

  /** Such as {@code RUNNING (task 0 FAILED)}. */
  @Override
  public String toString() {
    if (tasks.isEmpty()) {
      return state + " (no task)";
    }
    return state
        + tasks.stream()
            .map(task -> "task %s %s".formatted(task.id(), task.state()))
            .collect(Collectors.joining(", ", " (", ")"));
  }

  /** The innermost cause that says something, without the class it was thrown as. */
  static String firstCause(Optional<String> trace) {
    if (trace.isEmpty() || trace.get().isBlank()) {
      return "Connect gives no reason; look into the worker's log";
    }
    List<String> lines = trace.get().lines().toList();
    String head = lines.get(0);
    for (String line : lines) {
      if (line.startsWith(CAUSE) && line.indexOf(": ", CAUSE.length()) > 0) {
        head = line.substring(CAUSE.length());
      }
    }
    return explained(head.replaceFirst("^([\\w$]+\\.)+[\\w$]+: ", "").strip());
  }

  /** Debezium's own words for a lost place in the log, or an unread table, lead nowhere. */
  private static String explained(String cause) {
    if (cause.contains(GONE)) {
      return "what it has read last is no longer in the log of the source: the log was removed, or the slot is gone or was made anew; changes are missing. Run ingest remove, then ingest apply, which reads all rows anew";
    }
    boolean definition =
        cause.contains("because \"table\" is null") || cause.contains("internal schema size");
    return definition
        ? cause
            + " (Debezium did not understand a CREATE or ALTER TABLE of a followed table, such as one with INET6; the worker's log names the statement)"
        : cause;
  }
}
