package dev.tidemark.transform.scan;

import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Which rows are wanted, by the start of their interval.
 *
 * @param everything true if it does not matter
 * @param nowhere true if rows without an interval are wanted
 * @param ranges ascending, disjoint; of no meaning if {@code everything}
 */
public record Starts(boolean everything, boolean nowhere, List<Range> ranges)
    implements Serializable {
  public static final Starts ALL = new Starts(true, true, List.of());

  public Starts {
    ranges = List.copyOf(ranges);
  }

  /** From the first up to, and not including, the second. */
  public record Range(Instant from, Instant to) implements Serializable {
    boolean meets(Instant least, Instant greatest) {
      return !greatest.isBefore(from) && least.isBefore(to);
    }
  }

  /**
   * @param micros since the epoch; null if a row has no interval
   */
  boolean contains(Long micros) {
    return everything
        || contains(micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }

  /**
   * @param start null if a row has no interval
   */
  public boolean contains(Instant start) {
    if (everything) {
      return true;
    }
    if (start == null) {
      return nowhere;
    }
    int least = 0;
    int most = ranges.size() - 1;
    while (least <= most) {
      int middle = (least + most) >>> 1;
      Range range = ranges.get(middle);
      if (start.isBefore(range.from())) {
        most = middle - 1;
      } else if (start.isBefore(range.to())) {
        return true;
      } else {
        least = middle + 1;
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
