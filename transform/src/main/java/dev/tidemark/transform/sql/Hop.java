package dev.tidemark.transform.sql;

import java.util.List;

/**
 * From rows of one dataset to the rows of another that a join puts beside them: those where each
 * value of {@code own} equals the one at the same place in {@code other}, nulls equal to nothing.
 *
 * @param own over the dataset one comes from
 * @param dataset the one it leads to
 * @param other over that dataset
 */
public record Hop(List<RowValue> own, String dataset, List<RowValue> other) {
  public Hop {
    own = List.copyOf(own);
    other = List.copyOf(other);
    if (own.isEmpty() || own.size() != other.size()) {
      throw new IllegalArgumentException(
          "a hop to '%s' needs pairs of values, not %s and %s".formatted(dataset, own, other));
    }
  }

  @Override
  public String toString() {
    return own + " → " + dataset + " " + other;
  }
}
