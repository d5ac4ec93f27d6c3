package dev.tidemark.transform.lane;

import dev.tidemark.contract.sequence.TopicPartition;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Up to when all that a source committed is in silver: never ahead of the truth, absent while a
 * snapshot is open.
 *
 * <p>A heartbeat carries the connector's clock. It counts once a later batch has reached what the
 * data topics held when the heartbeat was read, and only up to the oldest change that came after
 * it: a connector that lags beats with today's clock while it reads yesterday's changes.
 *
 * <p>An initial snapshot ends with its last row, which may be of a table that nobody reads here.
 * Debezium beats when it is over and not before (3.5, RelationalSnapshotChangeEventSource), so a
 * heartbeat that counts ends it too.
 */
final class ValidThrough {

  /** What one committed batch showed of one source. */
  record Seen(
      Optional<Instant> heartbeat,
      Optional<Instant> oldestChange,
      Optional<Boolean> snapshotOpen) {}

  private record Candidate(Instant heartbeat, Map<TopicPartition, Long> required) {}

  private final Map<String, Candidate> candidates = new HashMap<>();
  private final Map<String, Boolean> snapshotOpen = new HashMap<>();
  private final Map<String, Instant> valid = new HashMap<>();

  /** The ends of a source's data topics, asked only when a heartbeat needs them. */
  @FunctionalInterface
  interface Ends {
    Map<TopicPartition, Long> of(String source);
  }

  /**
   * Takes in a batch after its commit.
   *
   * @param reached the offset after the last one read, by partition
   */
  void committed(String source, Seen seen, Map<TopicPartition, Long> reached, Ends ends) {
    Candidate candidate = candidates.get(source);
    if (candidate != null && covers(reached, candidate.required())) {
      candidates.remove(source);
      Instant through =
          seen.oldestChange()
              .filter(change -> change.isBefore(candidate.heartbeat()))
              .orElse(candidate.heartbeat());
      valid.merge(source, through, (a, b) -> a.isAfter(b) ? a : b);
      snapshotOpen.put(source, false);
    }
    seen.snapshotOpen().ifPresent(open -> snapshotOpen.put(source, open));
    if (seen.heartbeat().isPresent() && !candidates.containsKey(source)) {
      candidates.put(source, new Candidate(seen.heartbeat().get(), ends.of(source)));
    }
  }

  /** Empty while nothing is known or a snapshot is open. */
  Optional<Instant> of(String source) {
    return snapshotOpen.getOrDefault(source, false)
        ? Optional.empty()
        : Optional.ofNullable(valid.get(source));
  }

  private static boolean covers(
      Map<TopicPartition, Long> reached, Map<TopicPartition, Long> required) {
    return required.entrySet().stream()
        .allMatch(end -> reached.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }
}
