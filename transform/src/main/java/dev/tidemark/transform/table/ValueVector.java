package dev.tidemark.transform.table;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.StructType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** One column of Kernel's batch over values that {@link KernelValues} made. */
final class ValueVector implements ColumnVector {
  private final DataType type;
  private final Object[] values;

  ValueVector(DataType type, Object[] values) {
    this.type = type;
    this.values = values;
  }

  @Override
  public DataType getDataType() {
    return type;
  }

  @Override
  public int getSize() {
    return values.length;
  }

  @Override
  public void close() {}

  @Override
  public boolean isNullAt(int row) {
    return values[row] == null;
  }

  @Override
  public boolean getBoolean(int row) {
    return (Boolean) values[row];
  }

  @Override
  public byte getByte(int row) {
    return (Byte) values[row];
  }

  @Override
  public short getShort(int row) {
    return (Short) values[row];
  }

  @Override
  public int getInt(int row) {
    return (Integer) values[row];
  }

  @Override
  public long getLong(int row) {
    return (Long) values[row];
  }

  @Override
  public float getFloat(int row) {
    return (Float) values[row];
  }

  @Override
  public double getDouble(int row) {
    return (Double) values[row];
  }

  @Override
  public byte[] getBinary(int row) {
    return values[row] instanceof String text
        ? text.getBytes(StandardCharsets.UTF_8)
        : (byte[]) values[row];
  }

  @Override
  public String getString(int row) {
    return (String) values[row];
  }

  @Override
  public BigDecimal getDecimal(int row) {
    return (BigDecimal) values[row];
  }

  @Override
  public MapValue getMap(int row) {
    return (MapValue) values[row];
  }

  @Override
  public ArrayValue getArray(int row) {
    return (ArrayValue) values[row];
  }

  @Override
  public ColumnVector getChild(int ordinal) {
    Object[] child = new Object[values.length];
    for (int row = 0; row < values.length; row++) {
      child[row] = values[row] == null ? null : ((Object[]) values[row])[ordinal];
    }
    return new ValueVector(((StructType) type).at(ordinal).getDataType(), child);
  }
}
