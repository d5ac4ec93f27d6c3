package dev.tidemark.transform.marks;

import dev.tidemark.contract.time.Grain;
import dev.tidemark.transform.marks.Mark.Scope;
import dev.tidemark.transform.sql.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows a path through silver as it is before the batch, with the batch's images beside it. */
@FunctionalInterface
interface Lookup {
  /**
   * Intervals that rows of silver lead to.
   *
   * @param hop index of the hop that leads from the tuples into silver
   * @param tuples in Spark's internal form
   */
  Set<Scope> scopes(Path path, int hop, Set<List<Object>> tuples, Grain grain);

  /** Makes the look-up of one batch. */
  @FunctionalInterface
  interface Source {
    Lookup beside(Map<String, Images> batch);
  }
}
