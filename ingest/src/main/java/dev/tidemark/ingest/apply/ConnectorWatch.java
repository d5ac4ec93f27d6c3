package dev.tidemark.ingest.apply;

import dev.tidemark.ingest.control.ConnectClient;
import dev.tidemark.ingest.control.ConnectorStatus;
import dev.tidemark.ingest.control.Pause;
import dev.tidemark.ingest.failure.IngestErrors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Waits until a connector and its tasks run with the settings they should have. For a moment after
 * a change Connect still tells the old state, so what is seen must be seen again.
 */
final class ConnectorWatch {
  static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration BETWEEN = Duration.ofMillis(500);
  private static final int LOOKS = 6; // 3 s: a task that cannot go on has told so by then

  private final ConnectClient connect;
  private final Clock clock;
  private final Pause pause;
  private final Consumer<String> progress;

  ConnectorWatch(ConnectClient connect, Clock clock, Pause pause, Consumer<String> progress) {
    this.connect = connect;
    this.clock = clock;
    this.pause = pause;
    this.progress = progress;
  }

  /**
   * Returns when it runs.
   *
   * @throws dev.tidemark.ingest.failure.IngestException if a task fails, naming the first cause, or
   *     when the limit is over
   */
  void untilRunning(String connector, Map<String, String> settings) {
    until(connector, settings, LOOKS);
  }

  /** The same for a connector that nobody has touched: what it says is not old. */
  void untilRunningStill(String connector, Map<String, String> settings) {
    until(connector, settings, 1);
  }

  private void until(String connector, Map<String, String> settings, int looks) {
    Instant end = clock.instant().plus(LIMIT);
    String told = "";
    int running = 0;
    int failed = 0;
    while (clock.instant().isBefore(end)) {
      Optional<ConnectorStatus> status = connect.status(connector);
      String state = status.map(ConnectorStatus::toString).orElse("not there yet");
      boolean current = status.isPresent() && hasStartedWith(connector, settings);
      running = current && status.get().isRunning() ? running + 1 : 0;
      failed = status.isPresent() && status.get().hasFailed() ? failed + 1 : 0;
      if (running >= looks) {
        if (looks > 1 || !told.isEmpty()) {
          progress.accept("connector %s runs".formatted(connector));
        }
        return;
      }
      if (failed >= LOOKS) {
        throw IngestErrors.taskFailed(connector, status.get().failure().orElseThrow());
      }
      if (!state.equals(told) && running == 0) {
        progress.accept("connector %s: %s".formatted(connector, state));
        told = state;
      }
      pause.pause(BETWEEN);
    }
    throw IngestErrors.notRunningInTime(connector, told, LIMIT);
  }

  /** True once the tasks have the settings; what the connector itself adds does not count. */
  private boolean hasStartedWith(String connector, Map<String, String> settings) {
    List<Map<String, String>> tasks = connect.taskConfigs(connector);
    return !tasks.isEmpty()
        && tasks.stream()
            .allMatch(
                task ->
                    settings.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals("name"))
                        .filter(entry -> !entry.getValue().contains("${"))
                        .allMatch(entry -> entry.getValue().equals(task.get(entry.getKey()))));
  }
}
