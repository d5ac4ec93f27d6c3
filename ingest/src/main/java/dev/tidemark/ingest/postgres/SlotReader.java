package dev.tidemark.ingest.postgres;

/** Whether a connector has a position in the log that only its slot keeps. */
public enum SlotReader {
  NEW,
  HAS_READ
}
