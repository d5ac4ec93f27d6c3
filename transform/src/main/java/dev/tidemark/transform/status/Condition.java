package dev.tidemark.transform.status;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A state and how long it lasts.
 *
 * @param cause the sentence of the log; present while it waits, and only then
 */
public record Condition(State state, Instant since, Optional<String> cause) {
  public Condition {
    requireNonNull(state, "state is null");
    requireNonNull(since, "since is null");
    if (cause.isPresent() != (state == State.WAITING)) {
      throw new IllegalArgumentException("%s, and a cause of %s".formatted(state, cause));
    }
  }

  static Condition of(State state, Instant since) {
    return new Condition(state, since, Optional.empty());
  }

  static Condition waiting(String cause, Instant since) {
    return new Condition(State.WAITING, since, Optional.of(cause));
  }

  /** This one if nothing but the time would change. */
  Condition to(Condition next) {
    return state == next.state && cause.equals(next.cause) ? this : next;
  }
}
