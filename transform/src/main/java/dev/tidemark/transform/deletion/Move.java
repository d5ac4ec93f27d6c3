package dev.tidemark.transform.deletion;

import static java.util.Objects.requireNonNull;

import org.roaringbitmap.RoaringBitmap;

/**
 * All rows of one file went into another, in their order, without those that were gone.
 *
 * @param from name of a file that is no longer of the table
 * @param gone rows of it that did not go along
 * @param to name of the file that has the others
 * @param first row of {@code to} that was the first of them
 */
public record Move(String from, RoaringBitmap gone, String to, long first) {
  public Move {
    requireNonNull(from, "from is null");
    requireNonNull(gone, "gone is null");
    requireNonNull(to, "to is null");
  }

  /**
   * Where a row stands now. It may be gone there too: it was taken out meanwhile.
   *
   * @param row of {@code from}, not one of those that were gone
   */
  public long moved(long row) {
    return first + row - gone.rank((int) row);
  }
}
