package dev.tidemark.transform.registry;

import java.time.Duration;

/**
 * How long the store waits for a registry.
 *
 * @param request for one answer
 * @param firstPause after the first failure; doubled after each further one
 * @param longestPause the doubling ends here
 * @param recheck how old an answer may be, "unknown" included, before the id is asked again
 */
record Patience(Duration request, Duration firstPause, Duration longestPause, Duration recheck) {
  static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofMillis(200),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));

  Duration pause(int failures) {
    Duration pause = firstPause.multipliedBy(1L << Math.min(failures - 1, 20));
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }
}
