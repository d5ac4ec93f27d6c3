package dev.tidemark.transform.deletion;

import static java.util.Objects.requireNonNull;

/**
 * Where a row of an unpartitioned table stands, as Spark's {@code _metadata.file_name} and {@code
 * _metadata.row_index} tell it.
 *
 * @param row from 0, deleted rows counted
 */
public record RowPosition(String file, long row) {
  public RowPosition {
    requireNonNull(file, "file is null");
    if (row < 0 || row > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("row %s of file %s".formatted(row, file));
    }
  }
}
