package dev.tidemark.transform.table;

import dev.tidemark.transform.deletion.RowPosition;
import java.util.Collection;

/** A table whose rows are replaced too. */
public interface RowTable extends OffsetTable {
  /**
   * {@link #append} that takes rows out in the same commit.
   *
   * @param old where they stand
   */
  void replace(Collection<RowPosition> old, Append commit);
}
