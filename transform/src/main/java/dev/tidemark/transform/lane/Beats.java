package dev.tidemark.transform.lane;

import dev.tidemark.transform.decode.Heartbeat;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A connector is as far as the last of its tasks. */
final class Beats {
  private final Map<Integer, Instant> byTask = new HashMap<>();
  private int tasks;

  void heard(Heartbeat heartbeat) {
    if (heartbeat.tasks() != tasks) { // their shares are others now
      byTask.clear();
      tasks = heartbeat.tasks();
    }
    byTask.merge(heartbeat.task(), heartbeat.clock(), (a, b) -> a.isAfter(b) ? a : b);
  }

  /** Empty until each task was heard. */
  Optional<Instant> clock() {
    return byTask.size() < tasks
        ? Optional.empty()
        : byTask.values().stream().min(Comparator.naturalOrder());
  }
}
