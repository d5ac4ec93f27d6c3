package dev.tidemark.transform.table;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which rows of a batch are written: those that are not gone.
 *
 * @param first number of the batch's first row in its file
 */
record Selection(RoaringBitmap gone, long first, int size) implements ColumnVector {
  @Override
  public DataType getDataType() {
    return BooleanType.BOOLEAN;
  }

  @Override
  public int getSize() {
    return size;
  }

  @Override
  public void close() {}

  @Override
  public boolean isNullAt(int row) {
    return false;
  }

  @Override
  public boolean getBoolean(int row) {
    return !gone.contains((int) (first + row));
  }
}
