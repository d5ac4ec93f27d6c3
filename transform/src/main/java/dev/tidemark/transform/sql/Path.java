package dev.tidemark.transform.sql;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One way in which a changed row dirties intervals of a model.
 *
 * @param hops to the rows that carry the event time; empty if the changed row does
 * @param interval over the last dataset reached: what the SQL makes of it, not yet cut to the grain
 * @param whenAbsent what {@code interval} is where an outer join leaves that row out; dirtied too
 */
public record Path(List<Hop> hops, RowValue interval, List<RowValue> whenAbsent) {
  public Path {
    hops = List.copyOf(hops);
    whenAbsent = List.copyOf(whenAbsent);
  }

  /** As people read it: the values, the dataset they lead to, the interval. */
  @Override
  public String toString() {
    return hops.stream().map(hop -> hop + ", ").collect(Collectors.joining())
        + interval
        + (whenAbsent.isEmpty() ? "" : " or " + whenAbsent);
  }
}
