package dev.tidemark.devstack.demo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the API says.
 *
 * @param validThrough everything that was committed up to here is in; empty while unknown
 */
record ApiAnswer(Optional<Instant> validThrough, List<Sales> rows) {
  ApiAnswer {
    rows = List.copyOf(rows);
  }

  boolean isPast(Instant moment) {
    return validThrough.filter(through -> through.isAfter(moment)).isPresent();
  }
}
