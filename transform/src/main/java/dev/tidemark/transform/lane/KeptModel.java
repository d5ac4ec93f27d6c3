package dev.tidemark.transform.lane;

import dev.tidemark.transform.status.Board;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One model of gold: it is brought up to its marks when there are new ones, and looked at now and
 * then; when it failed, it is tried again more and more seldom, alone.
 */
final class KeptModel {
  private static final Logger LOG = LoggerFactory.getLogger(KeptModel.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** After an answer, so that marks gather and lanes get their share of the machine. */
  private static final Duration BETWEEN = Duration.ofMillis(100);

  /** Without new marks, for what no mark tells: ClickHouse answers again. */
  private static final Duration LOOKED_AT = Duration.ofSeconds(1);

  private final String name;
  private final Causes causes;
  private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
  private final InstantSource clock;
  private boolean busy;
  private long answered = -1;
  private Instant due = Instant.EPOCH;
  private Instant lookAt = Instant.EPOCH;

  KeptModel(String name, Board status, InstantSource clock) {
    this.name = name;
    this.clock = clock;
    this.causes = new Causes(LOG, "model " + name, cause -> status.line(name, cause));
  }

  String name() {
    return name;
  }

  /**
   * True if somebody is to work on it now; who is told so calls {@link #tried} then, and nobody
   * else is told meanwhile.
   *
   * @param mark that may be answered
   */
  synchronized boolean begin(long mark) {
    Instant now = clock.instant();
    if (busy || now.isBefore(due) || (hasAnswered(mark) && now.isBefore(lookAt))) {
      return false;
    }
    busy = true;
    return true;
  }

  synchronized boolean hasAnswered(long mark) {
    return mark <= answered;
  }

  /**
   * Does the work.
   *
   * @param mark that it answers if it does not fail
   * @return the failure, if it failed
   */
  Optional<Exception> tried(long mark, Runnable work) {
    try {
      work.run();
      causes.works();
      backoff.works();
      ended(BETWEEN, mark);
      return Optional.empty();
    } catch (Exception e) { // of one model, whatever Spark throws undeclared; the others go on
      causes.failed(e);
      ended(backoff.failed(), -1);
      return Optional.of(e);
    }
  }

  private synchronized void ended(Duration pause, long mark) {
    busy = false;
    answered = mark;
    due = clock.instant().plus(pause);
    lookAt = clock.instant().plus(LOOKED_AT);
  }
}
