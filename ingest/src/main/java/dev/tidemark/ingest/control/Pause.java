package dev.tidemark.ingest.control;

import dev.tidemark.ingest.failure.IngestErrors;
import java.time.Duration;

/** Waits between two looks; tests pass time instead. */
@FunctionalInterface
public interface Pause {
  void pause(Duration duration);

  /**
   * Sleeps.
   *
   * @throws dev.tidemark.ingest.failure.IngestException if interrupted
   */
  static Pause sleeping() {
    return duration -> {
      try {
        Thread.sleep(duration.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw IngestErrors.interrupted("waiting");
      }
    };
  }
}
