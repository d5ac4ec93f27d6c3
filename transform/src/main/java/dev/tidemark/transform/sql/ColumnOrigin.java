package dev.tidemark.transform.sql;

import java.util.Comparator;
import java.util.Locale;

/**
 * A dataset's column whose values a column of a SELECT is made of.
 *
 * @param how the farthest that its values are changed on the way
 */
public record ColumnOrigin(String dataset, String column, How how)
    implements Comparable<ColumnOrigin> {
  private static final Comparator<ColumnOrigin> ORDER =
      Comparator.comparing(ColumnOrigin::dataset)
          .thenComparing(ColumnOrigin::column)
          .thenComparing(ColumnOrigin::how);

  /** From the least change to the greatest. */
  public enum How {
    IDENTITY,
    TRANSFORMATION,
    AGGREGATION;

    How and(How other) {
      return compareTo(other) >= 0 ? this : other;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  ColumnOrigin changed(How more) {
    return new ColumnOrigin(dataset, column, how.and(more));
  }

  @Override
  public int compareTo(ColumnOrigin other) {
    return ORDER.compare(this, other);
  }
}
