package dev.tidemark.ingest.files.task;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.ExponentialBackoff;

/**
 * When what failed is tried again: after a second, then after twice as long, up to five minutes.
 */
final class Backoffs {
  private static final int MOST = 10_000;
  private static final ExponentialBackoff BACKOFF = new ExponentialBackoff(1_000, 2, 300_000, 0.2);

  private final Clock clock;
  // the oldest goes when there are too many: it is tried a little early then
  private final Map<String, Retry> retries =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Retry> eldest) {
          return size() > MOST;
        }
      };

  private record Retry(int failures, long atMillis) {}

  Backoffs(Clock clock) {
    this.clock = clock;
  }

  /**
   * @return whether this is its first failure
   */
  boolean failed(String what) {
    Retry last = retries.get(what);
    int failures = last == null ? 0 : last.failures();
    retries.put(what, new Retry(failures + 1, clock.millis() + BACKOFF.backoff(failures)));
    return last == null;
  }

  void worked(String what) {
    retries.remove(what);
  }

  boolean waits(String what) {
    Retry retry = retries.get(what);
    return retry != null && clock.millis() < retry.atMillis();
  }

  /**
   * Whether something could not be read lately and is still to be tried.
   *
   * @param slack what was not tried so long after its time is there no more
   */
  boolean isAnyOpen(Duration slack) {
    long since = clock.millis() - slack.toMillis();
    return retries.values().stream().anyMatch(retry -> retry.atMillis() > since);
  }

  int size() {
    return retries.size();
  }
}
