package dev.tidemark.ingest.files.task;

import dev.tidemark.ingest.files.state.FileStamp;
import java.time.Clock;
import java.time.Duration;

/**
 * Whether a file is no longer written to: it was last changed long enough ago by the clock of this
 * machine, or so far in the future that the time was set by hand.
 */
record Stillness(Clock clock, Duration settleTime) {
  boolean isStill(FileStamp stamp) {
    long age = clock.millis() - stamp.modifiedMillis();
    return Math.abs(age) >= settleTime.toMillis();
  }
}
