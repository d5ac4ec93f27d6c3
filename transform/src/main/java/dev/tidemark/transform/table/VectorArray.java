package dev.tidemark.transform.table;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;

/** One array value. */
record VectorArray(ValueVector elements) implements ArrayValue {
  @Override
  public int getSize() {
    return elements.getSize();
  }

  @Override
  public ColumnVector getElements() {
    return elements;
  }
}
