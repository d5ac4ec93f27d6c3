package dev.tidemark.transform.table;

import dev.tidemark.transform.deletion.FileGroup;
import io.delta.kernel.DataWriteContext;
import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Transaction;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/**
 * Several files of a table that become one. {@link #write} reads and writes files that do not
 * change, so it may take its time in another thread while the table goes on; {@link
 * LakeTable#commit} puts the new file in their place.
 */
public final class FileMerge {
  private final FileGroup group;
  private final Snapshot snapshot;
  private final Engine engine;
  private final List<String> partitionBy;

  FileMerge(FileGroup group, Snapshot snapshot, Engine engine, List<String> partitionBy) {
    this.group = group;
    this.snapshot = snapshot;
    this.engine = engine;
    this.partitionBy = partitionBy;
  }

  /**
   * A file that is whole, and not of the table yet.
   *
   * @param bytes of its rows as they were in the old files, about
   */
  public record Merged(FileGroup group, DataFileStatus file, long bytes) {}

  /**
   * Writes the rows of the old files, in their order, into one.
   *
   * @throws UncheckedIOException if a file is gone or the lake has no room
   */
  public Merged write() {
    try {
      return ParquetDefaults.without(this::merged);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Merged merged() throws IOException {
    try (Rows rows = new Rows(group.parts().iterator(), stored());
        CloseableIterator<DataFileStatus> written =
            engine
                .getParquetHandler()
                .writeParquetFiles(
                    group.folder(),
                    rows,
                    new DataFiles(engine, snapshot.getSchema(), partitionBy).counted(context()))) {
      List<DataFileStatus> files = new ArrayList<>();
      written.forEachRemaining(file -> files.add(Bounds.mended(file)));
      if (files.size() != 1) {
        throw new IllegalStateException(
            "%s bytes in %s became %s files"
                .formatted(group.bytes(), group.folder(), files.size()));
      }
      return new Merged(group, files.get(0), group.bytes());
    }
  }

  /** Of the transaction that a commit would be: it tells which columns are counted. */
  private DataWriteContext context() {
    Row state =
        snapshot
            .buildUpdateTableTransaction(LakeTable.ENGINE, Operation.WRITE)
            .build(engine)
            .getTransactionState(engine);
    DataFiles files = new DataFiles(engine, snapshot.getSchema(), partitionBy);
    Map<String, Literal> values = new LinkedHashMap<>();
    partitionBy.forEach(
        column -> values.put(column, files.literal(column, group.partitionValue(column))));
    return Transaction.getWriteContext(engine, state, values);
  }

  /** Columns as the files have them: values of partitions stand in the log only. */
  private StructType stored() {
    List<StructField> fields = new ArrayList<>(snapshot.getSchema().fields());
    fields.removeIf(field -> partitionBy.contains(field.getName()));
    return new StructType(fields);
  }

  /** The files' rows that are not gone, file by file. */
  private final class Rows implements CloseableIterator<FilteredColumnarBatch> {
    private final Iterator<FileGroup.Part> parts;
    private final StructType columns;
    private CloseableIterator<FileReadResult> batches = DataFiles.iterator(List.of());
    private RoaringBitmap gone = new RoaringBitmap();
    private long row;

    Rows(Iterator<FileGroup.Part> parts, StructType columns) {
      this.parts = parts;
      this.columns = columns;
    }

    @Override
    public boolean hasNext() {
      try {
        while (!batches.hasNext() && parts.hasNext()) {
          batches.close();
          FileGroup.Part part = parts.next();
          gone = part.gone();
          row = 0;
          batches =
              engine
                  .getParquetHandler()
                  .readParquetFiles(
                      DataFiles.iterator(List.of(part.file())), columns, Optional.empty());
        }
        return batches.hasNext();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public FilteredColumnarBatch next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      ColumnarBatch batch = batches.next().getData();
      Selection selected = new Selection(gone, row, batch.getSize());
      row += batch.getSize();
      return new FilteredColumnarBatch(batch, Optional.of(selected));
    }

    @Override
    public void close() throws IOException {
      batches.close();
    }
  }
}
