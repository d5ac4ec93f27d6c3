package dev.tidemark.transform.table;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.MapValue;

/** One map value. */
record VectorMap(ValueVector keys, ValueVector values) implements MapValue {
  @Override
  public int getSize() {
    return keys.getSize();
  }

  @Override
  public ColumnVector getKeys() {
    return keys;
  }

  @Override
  public ColumnVector getValues() {
    return values;
  }
}
