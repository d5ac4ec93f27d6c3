package dev.tidemark.ingest.control;

import dev.tidemark.ingest.failure.IngestErrors;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Waits until a connector is as it was told to be. */
public final class ConnectorStop {
  private static final Duration BETWEEN = Duration.ofMillis(500);
  private static final int MOST_LOOKS = 120;
  private static final Set<String> HELD = Set.of("PAUSED", "STOPPED");

  private final ConnectClient connect;
  private final Pause pause;

  public ConnectorStop(ConnectClient connect, Pause pause) {
    this.connect = connect;
    this.pause = pause;
  }

  /**
   * Stops it, and returns when its tasks are gone: offsets cannot be changed before.
   *
   * @throws dev.tidemark.ingest.failure.IngestException if they do not go
   */
  public void stop(String connector) {
    connect.stop(connector);
    until(connector, status -> status.state().equals("STOPPED") && status.tasks().isEmpty());
  }

  /**
   * Pauses it, and returns when its tasks read no more.
   *
   * @throws dev.tidemark.ingest.failure.IngestException if they go on
   */
  public void pause(String connector) {
    connect.pause(connector);
    until(
        connector,
        status ->
            HELD.contains(status.state())
                && status.tasks().stream().allMatch(task -> HELD.contains(task.state())));
  }

  private interface Wanted {
    boolean is(ConnectorStatus status);
  }

  private void until(String connector, Wanted wanted) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      Optional<ConnectorStatus> status = connect.status(connector);
      if (status.isPresent() && wanted.is(status.get())) {
        return;
      }
      pause.pause(BETWEEN);
    }
    throw IngestErrors.notStoppedInTime(connector, BETWEEN.multipliedBy(MOST_LOOKS));
  }
}
