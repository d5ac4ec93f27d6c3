package dev.tidemark.transform.deletion;

import io.delta.kernel.Snapshot;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.deletionvectors.DeletionVectorStoredBitmap;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.roaringbitmap.RoaringBitmap;

/**
 * The files of one version of a table, kept up to date commit by commit. For one thread at a time.
 */
public final class LiveFiles {
  private final String table;
  private final StructType schema;
  private final Map<String, LiveFile> byName = new HashMap<>();

  private LiveFiles(String table, StructType schema) {
    this.table = table;
    this.schema = schema;
  }

  /** Reads the log of the snapshot's version. */
  public static LiveFiles of(Snapshot snapshot, Engine engine) throws IOException {
    LiveFiles files = new LiveFiles(snapshot.getPath(), snapshot.getSchema());
    ScanImpl scan = (ScanImpl) snapshot.getScanBuilder().build();
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine, true)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          while (rows.hasNext()) {
            Row row = rows.next();
            files.put(new AddFile(row.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL)), engine);
          }
        }
      }
    }
    return files;
  }

  private void put(AddFile add, Engine engine) throws IOException {
    RoaringBitmap gone = new RoaringBitmap();
    if (add.getDeletionVector().isPresent()) {
      for (long row :
          new DeletionVectorStoredBitmap(add.getDeletionVector().get(), Optional.of(table))
              .load(engine.getFileSystemClient())
              .toArray()) {
        gone.add(Math.toIntExact(row));
      }
    }
    LiveFile file = new LiveFile(add, gone);
    byName.put(file.name(), file);
  }

  String table() {
    return table;
  }

  /** Files that are better one, if there are any. */
  public Optional<FileGroup> mergeable(long nowMillis) {
    return SizeTiers.choose(byName.values(), nowMillis).map(files -> new FileGroup(this, files));
  }

  /**
   * Tells what puts one file in place of a group. Rows that were taken out since the group was
   * chosen are taken out of the new file too.
   *
   * @param written has all rows of the group's files that were not gone, in order
   * @return empty if the group's files are not those of this version any more
   */
  public Optional<Merging> merging(
      FileGroup group, DataFileStatus written, long nowMillis, Configuration hadoop)
      throws IOException {
    if (group.of != this) {
      return Optional.empty();
    }
    return Optional.of(Merging.of(group, byName, written, schema, nowMillis, hadoop));
  }

  /** How many rows there are in all files. */
  public long rows() {
    return byName.values().stream()
        .mapToLong(file -> file.rows() - file.gone().getLongCardinality())
        .sum();
  }

  /** The files as they are now, by name. */
  public Map<String, FileRows> byName() {
    Map<String, FileRows> files = new HashMap<>();
    byName.forEach(
        (name, file) ->
            files.put(name, new FileRows(name, file.add().getSize(), file.rows(), file.gone())));
    return files;
  }

  /** The files as they are now, for a reader. */
  List<StoredFile> stored() {
    return byName.values().stream().map(file -> file.stored(table)).toList();
  }

  /**
   * Takes rows out: writes their deletion vectors and tells the actions that make them count. The
   * files stay as they are until {@link #take}.
   *
   * @throws RowsMissingException if a row is not there: its position is of another version
   */
  public Rewrite without(Collection<RowPosition> rows, long nowMillis, Configuration hadoop)
      throws IOException {
    if (rows.isEmpty()) {
      return Rewrite.NONE;
    }
    Map<String, RoaringBitmap> byFile = new TreeMap<>();
    for (RowPosition row : rows) {
      byFile.computeIfAbsent(row.file(), file -> new RoaringBitmap()).add((int) row.row());
    }
    VectorFile vectors = new VectorFile();
    boolean written = false;
    List<Row> actions = new ArrayList<>();
    Map<String, Optional<LiveFile>> after = new HashMap<>();
    for (Map.Entry<String, RoaringBitmap> each : byFile.entrySet()) {
      LiveFile file = require(each.getKey(), each.getValue());
      RoaringBitmap all = RoaringBitmap.or(file.gone(), each.getValue());
      actions.add(file.removing(nowMillis, true));
      if (all.getLongCardinality() == file.rows()) {
        after.put(file.name(), Optional.empty());
        continue;
      }
      DeletionVectorDescriptor vector = vectors.add(all);
      written = true;
      LiveFile fewer = file.without(all, vector, schema, true);
      actions.add(fewer.adding());
      after.put(file.name(), Optional.of(fewer));
    }
    if (written) {
      vectors.write(table, hadoop);
    }
    return new Rewrite(actions, after);
  }

  private LiveFile require(String name, RoaringBitmap rows) {
    LiveFile file = byName.get(name);
    if (file == null || RoaringBitmap.intersects(file.gone(), rows) || rows.last() >= file.rows()) {
      throw new RowsMissingException(
          "Table %s has no rows %s in file %s".formatted(table, rows, name));
    }
    return file;
  }

  /**
   * What was added, in its order.
   *
   * @param actions as Kernel made them
   */
  public static List<AddedFile> added(List<Row> actions) {
    List<AddedFile> files = new ArrayList<>();
    for (Row action : actions) {
      LiveFile file = fresh(action);
      files.add(new AddedFile(file.name(), file.rows()));
    }
    return files;
  }

  private static LiveFile fresh(Row action) {
    return new LiveFile(
        new AddFile(action.getStruct(SingleAction.ADD_FILE_ORDINAL)), new RoaringBitmap());
  }

  /**
   * After the commit.
   *
   * @param added the actions that added files, as Kernel made them
   */
  public void take(Rewrite rewrite, List<Row> added) {
    rewrite
        .files()
        .forEach(
            (name, file) -> {
              byName.remove(name);
              file.ifPresent(fewer -> byName.put(name, fewer));
            });
    for (Row action : added) {
      LiveFile file = fresh(action);
      byName.put(file.name(), file);
    }
  }

  /**
   * What another's commit did.
   *
   * @param removed paths, of files that it added again with fewer rows too
   */
  void take(Collection<String> removed, List<AddFile> added, Engine engine) throws IOException {
    removed.forEach(path -> byName.remove(LiveFile.name(path)));
    for (AddFile add : added) {
      put(add, engine);
    }
  }
}
