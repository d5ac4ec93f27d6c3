package dev.tidemark.transform.table;

import dev.tidemark.transform.deletion.FileRows;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads columns of a table's files in this process, file by file, in the order of their rows. */
public final class FileScan {
  private final Engine engine;
  private final String table;
  private final StructType schema;

  FileScan(Engine engine, String table, StructType schema) {
    this.engine = engine;
    this.table = table;
    this.schema = schema;
  }

  void read(Collection<FileRows> files, List<String> columns, BatchReader reader) {
    List<StructField> fields = new ArrayList<>();
    for (String column : columns.stream().distinct().toList()) {
      fields.add(schema.get(column));
    }
    StructType wanted = new StructType(fields);
    int[] places = columns.stream().mapToInt(wanted::indexOf).toArray();
    for (FileRows file : files) {
      FileStatus status = FileStatus.of(table + "/" + file.name(), file.bytes(), 0);
      long[] first = {0};
      try {
        batches(
            engine,
            status,
            wanted,
            batch -> {
              List<ColumnVector> vectors = new ArrayList<>();
              for (int place : places) {
                vectors.add(batch.getColumnVector(place));
              }
              reader.read(file, first[0], vectors, batch.getSize());
              first[0] += batch.getSize();
            });
      } catch (IOException | UncheckedIOException | KernelEngineException e) {
        throw new LakeException(
            "Table %s: file %s, which its log names, cannot be read: %s. Bring it back from a copy; or move the table's folder away, it is derived again."
                .formatted(table, file.name(), e.getMessage()),
            e);
      }
    }
  }

  /**
   * Shows a file, batch by batch, in the order of its rows.
   *
   * @param columns of the table; null in all rows where the file has not got one
   * @throws IOException or an unchecked one of Kernel's, if the file cannot be read
   */
  public static void batches(
      Engine engine, FileStatus file, StructType columns, Consumer<ColumnarBatch> use)
      throws IOException {
    try (CloseableIterator<FileReadResult> batches =
        engine.getParquetHandler().readParquetFiles(one(file), columns, Optional.empty())) {
      while (batches.hasNext()) {
        use.accept(batches.next().getData());
      }
    }
  }

  private static CloseableIterator<FileStatus> one(FileStatus file) {
    Iterator<FileStatus> files = List.of(file).iterator();
    return new CloseableIterator<>() {
      @Override
      public boolean hasNext() {
        return files.hasNext();
      }

      @Override
      public FileStatus next() throws NoSuchElementException {
        return files.next();
      }

      @Override
      public void close() {}
    };
  }
}
