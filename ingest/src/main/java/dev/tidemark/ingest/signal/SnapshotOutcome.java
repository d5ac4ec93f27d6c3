package dev.tidemark.ingest.signal;

/** How a snapshot ended. */
public sealed interface SnapshotOutcome {
  /**
   * All rows of the range are in the topic.
   *
   * @param rows as the connector counts them: from anew after a crash of its own, and with those
   *     that a change took the place of while they were read
   */
  record Emitted(long rows) implements SnapshotOutcome {}

  /** Not all rows came. */
  record Failed(String reason) implements SnapshotOutcome {}
}
