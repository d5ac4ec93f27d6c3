package dev.tidemark.transform.silver;

import dev.tidemark.contract.sequence.Sequence;

/** Which change wins over the one that silver has of the same key. */
public enum Precedence {
  /** Live batches: only a newer one. */
  NEWER,
  /** Where bronze is derived again: also the same one, decoded anew. */
  NEWER_OR_EQUAL;

  boolean wins(Sequence change, Sequence standing) {
    int order = change.compareTo(standing);
    return this == NEWER ? order > 0 : order >= 0;
  }
}
