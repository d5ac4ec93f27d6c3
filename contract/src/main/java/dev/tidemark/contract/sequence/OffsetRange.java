package dev.tidemark.contract.sequence;

/**
 * Offsets {@code [from, until)} of one partition. Markers and aborted records inside count as
 * covered, so {@code until - from} is not a number of rows.
 */
public record OffsetRange(long from, long until) {
  public OffsetRange {
    if (from < 0 || until < from) {
      throw new IllegalArgumentException(
          "offsets [%s, %s) do not make a range".formatted(from, until));
    }
  }

  public boolean isEmpty() {
    return from == until;
  }

  public boolean contains(long offset) {
    return from <= offset && offset < until;
  }
}
