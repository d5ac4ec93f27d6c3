package dev.tidemark.transform.lane;

import dev.tidemark.transform.publish.ClickHouseUnreachableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Whether ClickHouse answers. While it does not, it is asked a short question now and then, and
 * nothing else. Safe for several threads.
 */
final class Reach {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final Runnable question;
  private final InstantSource clock;
  private final Causes causes;
  private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
  private Optional<String> trouble = Optional.empty();
  private Instant due = Instant.EPOCH;
  private boolean open = true;

  /**
   * @param question throws {@link ClickHouseUnreachableException} if there is no answer
   */
  Reach(Runnable question, InstantSource clock, Logger log) {
    this.question = question;
    this.clock = clock;
    this.causes = new Causes(log, "publishing", this::told);
  }

  private void told(Optional<String> cause) {
    trouble = cause;
  }

  /** Why nothing is sent just now. */
  synchronized Optional<String> trouble() {
    return trouble;
  }

  /** False if it is out of reach; then the work was not done, or not to its end. */
  boolean reached(Runnable work) {
    return answers() && tried(work);
  }

  /** True without asking as long as it answered; else asks as often as is worth it. */
  private boolean answers() {
    synchronized (this) {
      if (open) {
        return true;
      }
      if (clock.instant().isBefore(due)) {
        return false;
      }
      due = clock.instant().plus(FIRST_PAUSE); // others do not ask meanwhile
    }
    boolean answered = tried(question);
    synchronized (this) {
      open |= answered;
    }
    return answered;
  }

  private boolean tried(Runnable work) {
    try {
      work.run();
      return true;
    } catch (ClickHouseUnreachableException e) {
      failed(e);
      return false;
    }
  }

  private synchronized void failed(ClickHouseUnreachableException e) {
    open = false;
    causes.failed(e);
    due = clock.instant().plus(backoff.failed());
  }

  /** Something that is sent again and again has arrived. */
  synchronized void works() {
    causes.works();
    backoff.works();
  }
}
