package dev.tidemark.ingest.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Judges one snapshot by its notifications. A failure ends in COMPLETED too, so what counts is the
 * status of the table's scan; COMPLETED is awaited because a signal that is sent before it would
 * take over this snapshot's id.
 */
final class SnapshotWatch {
  private final String id;
  private final Duration patience;
  private Instant lastSign;
  private boolean begun;
  private boolean nudged;
  private Optional<SnapshotOutcome> scan = Optional.empty();
  private Optional<SnapshotOutcome> outcome = Optional.empty();

  /** What to do when nothing has come for too long. */
  enum Advice {
    WAIT,
    /** Pause and resume: that wakes a snapshot that an ALTER TABLE has stalled, sometimes. */
    NUDGE,
    GIVE_UP
  }

  /**
   * @param patience longest time without a sign of life
   */
  SnapshotWatch(String id, Duration patience, Instant now) {
    this.id = id;
    this.patience = patience;
    this.lastSign = now;
  }

  void see(Notification notification, Instant now) {
    if (!notification.id().equals(id)) {
      return;
    }
    lastSign = now;
    begun = true;
    switch (notification.type()) {
      case "TABLE_SCAN_COMPLETED" -> scan = Optional.of(judged(notification));
      case "COMPLETED" ->
          outcome =
              Optional.of(
                  scan.orElseGet(
                      () ->
                          new SnapshotOutcome.Failed(
                              "it ended before the table was scanned: somebody stopped it, or the"
                                  + " connector does not follow the table")));
      case "ABORTED" -> outcome = Optional.of(new SnapshotOutcome.Failed("somebody stopped it"));
      default -> {} // STARTED, IN_PROGRESS, PAUSED, RESUMED: it lives
    }
  }

  /** Whether the connector has said anything of it. */
  boolean begun() {
    return begun;
  }

  Optional<SnapshotOutcome> outcome() {
    return outcome;
  }

  Advice advice(Instant now) {
    if (now.isBefore(lastSign.plus(patience))) {
      return Advice.WAIT;
    }
    if (scan.isPresent()) {
      outcome = scan; // only the last word is missing
      return Advice.WAIT;
    }
    return nudged ? Advice.GIVE_UP : Advice.NUDGE;
  }

  void nudged(Instant now) {
    nudged = true;
    lastSign = now;
  }

  private static SnapshotOutcome judged(Notification notification) {
    String status = notification.data().getOrDefault("status", "none");
    return switch (status) {
      case "SUCCEEDED" ->
          new SnapshotOutcome.Emitted(
              Long.parseLong(notification.data().getOrDefault("total_rows_scanned", "0")));
      // no row fulfils the filter
      case "EMPTY" -> new SnapshotOutcome.Emitted(0);
      case "SQL_EXCEPTION" ->
          failed(status, "the source refused the query; the Connect worker's log has its words");
      case "UNKNOWN_SCHEMA" ->
          failed(status, "the connector does not know the table; is it in the source's tables?");
      case "NO_PRIMARY_KEY" -> failed(status, "the table has no primary key");
      default -> failed(status, "see the Connect worker's log");
    };
  }

  private static SnapshotOutcome failed(String status, String meaning) {
    return new SnapshotOutcome.Failed("status %s: %s".formatted(status, meaning));
  }
}
