package dev.tidemark.transform.table;

import dev.tidemark.transform.deletion.FileRows;
import io.delta.kernel.data.ColumnVector;
import java.util.List;

/** Is shown a part of a file. */
@FunctionalInterface
public interface BatchReader {
  /**
   * @param first number of the part's first row in the file
   * @param columns those asked for, in that order; of no meaning after the call
   * @param rows how many there are, with those that are gone
   */
  void read(FileRows file, long first, List<ColumnVector> columns, int rows);
}
