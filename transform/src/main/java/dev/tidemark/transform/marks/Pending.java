package dev.tidemark.transform.marks;

import dev.tidemark.transform.marks.Mark.Scope;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What of a model is dirty.
 *
 * @param upTo number of the newest mark asked about
 * @param everything true: the rest does not matter
 * @param nowhere true if the groups without an interval are
 * @param starts of the dirty intervals
 */
public record Pending(long upTo, boolean everything, boolean nowhere, SortedSet<Instant> starts) {
  public Pending {
    starts = Collections.unmodifiableSortedSet(new TreeSet<>(starts));
  }

  static Pending of(long upTo, Collection<Scope> scopes) {
    boolean everything = false;
    boolean nowhere = false;
    SortedSet<Instant> starts = new TreeSet<>();
    for (Scope scope : scopes) {
      if (scope instanceof Scope.Interval interval) {
        starts.add(interval.start());
      }
      everything |= scope instanceof Scope.Everything;
      nowhere |= scope instanceof Scope.Nowhere;
    }
    return new Pending(upTo, everything, nowhere, starts);
  }

  public boolean isEmpty() {
    return !everything && !nowhere && starts.isEmpty();
  }

  /** For people. */
  @Override
  public String toString() {
    if (everything) {
      return "every interval";
    }
    int count = starts.size() + (nowhere ? 1 : 0);
    return count == 1 ? "1 interval" : count + " intervals";
  }
}
