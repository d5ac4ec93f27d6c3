package dev.tidemark.contract.conf;

import java.util.Locale;

/** How silver finds the rows that a batch replaces. It never shows in the result. */
public enum UpsertBy {
  /** By an index in memory while it fits, else by a join. */
  AUTO,
  /** By an index in memory; where there can be none the lane waits and says so. */
  INDEXED,
  /** By a join of Spark's with all of silver; large batches by its MERGE. */
  MERGE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
