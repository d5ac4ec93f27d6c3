package dev.tidemark.transform.table;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/** Spark's rows as one batch of Kernel's columns. */
record RowBatch(StructType schema, List<ColumnVector> columns, int size) implements ColumnarBatch {

  /**
   * @throws IllegalArgumentException naming the column, if a value is not of its type
   */
  static RowBatch of(StructType schema, List<Row> rows) {
    List<ColumnVector> columns = new ArrayList<>();
    for (int i = 0; i < schema.length(); i++) {
      columns.add(column(schema.at(i), i, rows));
    }
    return new RowBatch(schema, columns, rows.size());
  }

  private static ColumnVector column(StructField field, int ordinal, List<Row> rows) {
    DataType type = field.getDataType();
    Class<?> plain = KernelValues.plain(type).orElse(null);
    Object[] values = new Object[rows.size()];
    for (int row = 0; row < values.length; row++) {
      Object value = rows.get(row).get(ordinal);
      values[row] =
          plain != null && plain.isInstance(value)
              ? value
              : KernelValues.of(field.getName(), type, value);
    }
    return new ValueVector(type, values);
  }

  @Override
  public StructType getSchema() {
    return schema;
  }

  @Override
  public ColumnVector getColumnVector(int ordinal) {
    return columns.get(ordinal);
  }

  @Override
  public int getSize() {
    return size;
  }

  @Override
  public ColumnarBatch withDeletedColumnAt(int ordinal) {
    List<StructField> fields = new ArrayList<>(schema.fields());
    fields.remove(ordinal);
    List<ColumnVector> rest = new ArrayList<>(columns);
    rest.remove(ordinal);
    return new RowBatch(new StructType(fields), rest, size);
  }
}
