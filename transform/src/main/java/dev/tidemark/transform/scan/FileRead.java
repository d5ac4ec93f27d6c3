package dev.tidemark.transform.scan;

import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.transform.deletion.FollowedFiles;
import dev.tidemark.transform.deletion.StoredFile;
import dev.tidemark.transform.rows.InternalValues;
import dev.tidemark.transform.table.FileScan;
import dev.tidemark.transform.table.LakeException;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** Reads rows of files in all columns of one version of their table. */
final class FileRead {
  private final Engine engine;
  private final StructType columns;
  private final org.apache.spark.sql.types.StructType schema;
  private final int interval;
  private final DecodedFiles decoded;

  /**
   * @param schema the version's columns, as Spark has them
   */
  FileRead(
      Engine engine,
      FollowedFiles.Version version,
      org.apache.spark.sql.types.StructType schema,
      DecodedFiles decoded) {
    this.engine = engine;
    this.columns = version.schema();
    this.schema = schema;
    this.interval = columns.indexOf(OwnColumns.INTERVAL);
    this.decoded = decoded;
  }

  /** Is given a row and its number in its file. */
  interface Use {
    void row(long number, UnsafeRow row);
  }

  boolean isDecoded(StoredFile file) {
    return decoded.get(file.path(), columns).isPresent();
  }

  /**
   * Shows the rows that are wanted and not gone.
   *
   * @param rows how many the file has, about
   */
  void read(StoredFile file, long rows, Starts starts, Use use) {
    Optional<List<UnsafeRow>> known = decoded.get(file.path(), columns);
    if (known.isEmpty() && !decoded.keeps(rows, columns.length())) {
      each(file, row -> !file.gone().contains(row), starts, use);
      return;
    }
    List<UnsafeRow> all = known.orElseGet(() -> decode(file));
    for (int i = 0; i < all.size(); i++) {
      UnsafeRow row = all.get(i);
      if (!file.gone().contains(i)
          && (interval < 0
              || starts.contains(row.isNullAt(interval) ? null : row.getLong(interval)))) {
        use.row(i, row);
      }
    }
  }

  private List<UnsafeRow> decode(StoredFile file) {
    List<UnsafeRow> all = new ArrayList<>();
    each(file, row -> true, Starts.ALL, (number, row) -> all.add(row));
    decoded.put(file.path(), columns, all);
    return all;
  }

  private void each(StoredFile file, IntPredicate isThere, Starts starts, Use use) {
    int[] first = {0};
    try {
      FileScan.batches(
          engine,
          FileStatus.of(file.path(), file.bytes(), 0),
          columns,
          batch -> {
            show(batch, first[0], isThere, starts, use);
            first[0] += batch.getSize();
          });
    } catch (IOException | UncheckedIOException | KernelEngineException e) {
      throw new LakeException(
          "File %s, which its table's log names, cannot be read: %s. Bring it back from a copy; or move the table's folder away, it is derived again."
              .formatted(file.path(), e.getMessage()),
          e);
    }
  }

  private void show(ColumnarBatch batch, int first, IntPredicate isThere, Starts starts, Use use) {
    UnsafeProjection packed = UnsafeProjection.create(schema);
    ColumnVector[] vectors = new ColumnVector[columns.length()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = batch.getColumnVector(i);
    }
    for (int row = 0; row < batch.getSize(); row++) {
      if (isThere.test(first + row)
          && (interval < 0 || starts.contains((Long) InternalValues.of(vectors[interval], row)))) {
        Object[] values = new Object[vectors.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = InternalValues.of(vectors[i], row);
        }
        use.row(first + row, packed.apply(new GenericInternalRow(values)).copy());
      }
    }
  }
}
