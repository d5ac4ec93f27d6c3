package dev.tidemark.ingest.files.task;

/** How it stands with a file after it was read for a while. */
enum Outcome {
  /** There is more to read at once. */
  MORE,
  /** Read to its end, which may not be the last. */
  WAITING,
  /** Nothing is to be done while it looks as it does. */
  SETTLED,
  /** It is no longer under its name. */
  GONE,
  /** It is not the file that it was taken for, under another name. */
  ANOTHER
}
