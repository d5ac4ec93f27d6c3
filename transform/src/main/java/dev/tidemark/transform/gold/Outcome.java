package dev.tidemark.transform.gold;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** What a refresh did; gold has then answered every mark up to {@code mark}. */
public sealed interface Outcome {
  String model();

  long mark();

  /** Nothing was dirty, nothing was committed. */
  record Current(String model, long mark) implements Outcome {}

  /**
   * Dirty parts were computed anew and the result committed.
   *
   * @param changed groups written; 0 if all came out as they were
   * @param rows those groups as gold has them, if they are few enough to be held here
   */
  record Refreshed(String model, long mark, long changed, Optional<List<Row>> rows)
      implements Outcome {}
}
