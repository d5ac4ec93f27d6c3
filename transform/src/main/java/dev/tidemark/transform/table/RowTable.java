package dev.tidemark.transform.table;

import dev.tidemark.transform.deletion.AddedFile;
import dev.tidemark.transform.deletion.RowPosition;
import java.util.Collection;
import java.util.List;

/** A table whose rows are replaced too. */
public interface RowTable extends OffsetTable {
  /**
   * {@link #append} that takes rows out in the same commit.
   *
   * @param old where they stand
   * @return the files that hold the commit's rows, in the rows' order
   */
  List<AddedFile> replace(Collection<RowPosition> old, Append commit);
}
