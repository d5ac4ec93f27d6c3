package dev.tidemark.transform.decode;

/** Whether a snapshot of the source emitted a record, and which. */
public enum Snapshot {
  NONE,
  /** A row of an initial snapshot that goes on after it. */
  INITIAL_OPEN,
  /** The last row of an initial snapshot. */
  INITIAL_LAST,
  /** A row re-read while the stream goes on. */
  INCREMENTAL
}
