package dev.tidemark.transform.scan;

import java.time.Instant;
import java.util.List;

/**
 * Which rows are wanted, by the start of their interval.
 *
 * @param everything true if it does not matter
 * @param nowhere true if rows without an interval are wanted
 * @param ranges of no meaning if {@code everything}
 */
public record Starts(boolean everything, boolean nowhere, List<Range> ranges) {
  public static final Starts ALL = new Starts(true, true, List.of());

  public Starts {
    ranges = List.copyOf(ranges);
  }

  /** From the first up to, and not including, the second. */
  public record Range(Instant from, Instant to) {
    boolean contains(Instant start) {
      return !start.isBefore(from) && start.isBefore(to);
    }

    boolean meets(Instant least, Instant greatest) {
      return !greatest.isBefore(from) && least.isBefore(to);
    }
  }

  /**
   * @param start null if a row has no interval
   */
  boolean contains(Instant start) {
    if (everything) {
      return true;
    }
    if (start == null) {
      return nowhere;
    }
    for (Range range : ranges) {
      if (range.contains(start)) {
        return true;
      }
    }
    return false;
  }

  /** False only if none of a file's rows is wanted. */
  boolean mayBeIn(FileStatistics file) {
    if (everything || !file.isKnown() || (nowhere && file.hasNulls())) {
      return true;
    }
    return file.bounds()
        .filter(b -> ranges.stream().anyMatch(range -> range.meets(b.least(), b.greatest())))
        .isPresent();
  }
}
