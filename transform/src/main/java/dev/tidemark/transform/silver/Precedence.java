package dev.tidemark.transform.silver;

import dev.tidemark.contract.sequence.Sequence;
import java.util.Optional;

/** Which change wins over the one that silver has of the same key. */
public enum Precedence {
  /** Live batches: only a newer one. */
  NEWER,
  /** Where bronze is derived again: also the same one, decoded anew. */
  NEWER_OR_EQUAL;

  /**
   * @param standing empty if the row has none: any change is newer
   */
  boolean wins(Sequence change, Optional<Sequence> standing) {
    if (standing.isEmpty()) {
      return true;
    }
    int order = change.compareTo(standing.get());
    return this == NEWER ? order > 0 : order >= 0;
  }
}
