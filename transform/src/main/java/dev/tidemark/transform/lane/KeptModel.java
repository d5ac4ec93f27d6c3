package dev.tidemark.transform.lane;

import dev.tidemark.transform.status.Board;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One model of gold: when it failed, it is tried again more and more seldom, alone. */
final class KeptModel {
  private static final Logger LOG = LoggerFactory.getLogger(KeptModel.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final String name;
  private final Causes causes;
  private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
  private final InstantSource clock;
  private Instant due = Instant.EPOCH;

  KeptModel(String name, Board status, InstantSource clock) {
    this.name = name;
    this.clock = clock;
    this.causes = new Causes(LOG, "model " + name, cause -> status.line(name, cause));
  }

  String name() {
    return name;
  }

  boolean isDue() {
    return !clock.instant().isBefore(due);
  }

  /** The failure, if it failed. */
  Optional<Exception> tried(Runnable work) {
    try {
      work.run();
      causes.works();
      backoff.works();
      return Optional.empty();
    } catch (Exception e) { // of one model, whatever Spark throws undeclared; the others go on
      causes.failed(e);
      due = clock.instant().plus(backoff.failed());
      return Optional.of(e);
    }
  }
}
