package dev.tidemark.transform.deletion;

import io.delta.kernel.data.Row;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.types.StructType;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.roaringbitmap.RoaringBitmap;

/**
 * A file of the table and the rows of it that are no longer.
 *
 * @param gone not to be changed
 */
record LiveFile(AddFile add, RoaringBitmap gone) {

  /** As it is named in the table's folder. */
  String name() {
    return name(add.getPath());
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  StoredFile stored(String table) {
    Path path = new Path(URI.create(add.getPath()));
    return new StoredFile(
        (path.isAbsolute() ? path : new Path(table, path)).toString(),
        add.getSize(),
        gone,
        add.getStatsJson());
  }

  long rows() {
    return add.getNumRecords()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "file %s has no row count in the log".formatted(add.getPath())));
  }

  /** Of its size, the share of the rows that are left. */
  long liveBytes() {
    if (gone.isEmpty()) {
      return add.getSize();
    }
    long rows = rows();
    return add.getSize() * (rows - gone.getLongCardinality()) / rows;
  }

  /** Values as the log has them. */
  Map<String, String> partition() {
    return VectorUtils.toJavaMap(add.getPartitionValues());
  }

  /**
   * @param dataChange false if the rows were gone before, in other files
   */
  LiveFile without(
      RoaringBitmap all, DeletionVectorDescriptor vector, StructType schema, boolean dataChange) {
    Row row =
        AddFile.createAddFileRow(
            schema,
            add.getPath(),
            add.getPartitionValues(),
            add.getSize(),
            add.getModificationTime(),
            dataChange,
            Optional.of(vector),
            add.getTags(),
            add.getBaseRowId(),
            add.getDefaultRowCommitVersion(),
            Optional.empty());
    return new LiveFile(
        new AddFile(add.getStatsJson().map(text -> Statistics.loose(row, text)).orElse(row)), all);
  }

  Row adding() {
    return SingleAction.createAddFileSingleAction(add.toRow());
  }

  /**
   * @param dataChange false if its rows are in other files
   */
  Row removing(long nowMillis, boolean dataChange) {
    return SingleAction.createRemoveFileSingleAction(
        add.toRemoveFileRow(dataChange, Optional.of(nowMillis)));
  }
}
