package dev.tidemark.transform.deletion;

import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The newest version of a table that others write, kept up to date entry by entry of its log: a
 * look costs two questions to the file system, and one small file for each commit since. For one
 * thread at a time.
 */
public final class FollowedFiles {
  private static final int ADD = 0;
  private static final int REMOVE = 1;
  private static final int METADATA = 2;
  private static final int PROTOCOL = 3;

  private static final StructType ENTRY =
      new StructType()
          .add("add", AddFile.SCHEMA_WITH_STATS)
          .add("remove", new StructType().add("path", StringType.STRING))
          .add("metaData", new StructType().add("id", StringType.STRING))
          .add("protocol", new StructType().add("minReaderVersion", IntegerType.INTEGER));

  private final String table;
  private final Configuration hadoop;
  private final Engine engine;

  /** Null until there is a table. */
  private Version known;

  private LiveFiles live;

  public FollowedFiles(String table, Configuration hadoop, Engine engine) {
    this.table = table;
    this.hadoop = hadoop;
    this.engine = engine;
  }

  /**
   * One version.
   *
   * @param schema in Kernel's types
   * @param sparkSchema the same, as the log has it: JSON of Spark
   * @param plain true if names and places of columns are those in the files: no column mapping, no
   *     partitions
   */
  public record Version(
      long number, StructType schema, String sparkSchema, boolean plain, List<StoredFile> files) {}

  /**
   * The newest version; empty if there is no table.
   *
   * @throws IOException if the log cannot be read
   */
  public Optional<Version> newest() throws IOException {
    boolean follows = known != null && isThere(known.number());
    while (follows && isThere(known.number() + 1)) {
      follows = take(known.number() + 1);
    }
    if (!follows) {
      load();
    }
    return Optional.ofNullable(known);
  }

  private boolean isThere(long version) throws IOException {
    Path entry = entry(version);
    FileSystem files = entry.getFileSystem(hadoop);
    return files.exists(entry);
  }

  private Path entry(long version) {
    return new Path(table, String.format(Locale.ROOT, "_delta_log/%020d.json", version));
  }

  /** False if the entry changes more than files. */
  private boolean take(long version) throws IOException {
    Set<String> removed = new HashSet<>();
    List<AddFile> added = new ArrayList<>();
    FileStatus entry = FileStatus.of(entry(version).toString());
    try (CloseableIterator<ColumnarBatch> batches =
        engine
            .getJsonHandler()
            .readJsonFiles(Utils.singletonCloseableIterator(entry), ENTRY, Optional.empty())) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          while (rows.hasNext()) {
            Row row = rows.next();
            if (!row.isNullAt(METADATA) || !row.isNullAt(PROTOCOL)) {
              return false;
            }
            if (!row.isNullAt(REMOVE)) {
              removed.add(row.getStruct(REMOVE).getString(0));
            }
            if (!row.isNullAt(ADD)) {
              added.add(new AddFile(row.getStruct(ADD)));
            }
          }
        }
      }
    }
    Version before = known;
    known = null; // whatever fails from here on, the log is read anew
    live.take(removed, added, engine);
    known =
        new Version(version, before.schema(), before.sparkSchema(), before.plain(), live.stored());
    return true;
  }

  private void load() throws IOException {
    known = null;
    Snapshot snapshot;
    try {
      snapshot = TableManager.loadSnapshot(table).build(engine);
    } catch (TableNotFoundException absent) {
      return;
    }
    live = LiveFiles.of(snapshot, engine);
    String mapping = snapshot.getTableProperties().getOrDefault("delta.columnMapping.mode", "none");
    known =
        new Version(
            snapshot.getVersion(),
            snapshot.getSchema(),
            ((SnapshotImpl) snapshot).getMetadata().getSchemaString(),
            mapping.equals("none") && snapshot.getPartitionColumnNames().isEmpty(),
            live.stored());
  }
}
