package dev.tidemark.transform.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one lane, or gold, was doing when it was written.
 *
 * @param name the lane's, or {@link #GOLD}
 * @param renewed when the writer last said that it lives
 * @param batch the last one that had records
 * @param lines its datasets, or gold's models
 */
record Report(
    String name,
    Writer writer,
    Instant renewed,
    Condition condition,
    Optional<Batch> batch,
    List<Line> lines) {
  /** No lane has a blank in its name. */
  static final String GOLD = "gold models";

  /** A writer renews three times in this time, whatever it does. */
  static final Duration EXPIRY = Duration.ofSeconds(15);

  Report {
    lines = List.copyOf(lines);
  }

  /** The last batch that had records. */
  record Batch(long id, long records, Instant committed) {}

  /**
   * One dataset or model.
   *
   * @param behind records in its topic that were not read yet
   * @param validThrough all that its source committed up to then is in
   */
  record Line(
      String name, Condition condition, OptionalLong behind, Optional<Instant> validThrough) {}

  boolean isOfGold() {
    return name.equals(GOLD);
  }

  /** Why what stands here cannot be trusted any more; empty while its writer lives and tells. */
  Optional<String> stale(Instant now) {
    if (condition.state() == State.STOPPED) {
      return Optional.of("the stream was stopped");
    }
    boolean silent = renewed.plus(EXPIRY).isBefore(now);
    if (!writer.isHere()) {
      return silent
          ? Optional.of("nothing was heard of the stream on %s since".formatted(writer.host()))
          : Optional.empty();
    }
    if (!writer.isAlive()) {
      return Optional.of("the stream ended (pid %s is gone)".formatted(writer.pid()));
    }
    return silent
        ? Optional.of(
            "the stream lives (pid %s) and cannot tell: is it halted, or the lake's disk full?"
                .formatted(writer.pid()))
        : Optional.empty();
  }

  /** Well is what runs and waits for nothing. */
  boolean isWell(Instant now) {
    return stale(now).isEmpty()
        && condition.state() != State.WAITING
        && lines.stream().noneMatch(line -> line.condition().state() == State.WAITING);
  }
}
