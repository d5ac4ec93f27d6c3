package dev.tidemark.transform.deletion;

import io.delta.kernel.data.Row;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.types.StructType;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/**
 * A file of the table and the rows of it that are no longer.
 *
 * @param gone not to be changed
 */
record LiveFile(AddFile add, RoaringBitmap gone) {

  /** As it is named in the table's folder. */
  String name() {
    String path = add.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  long rows() {
    return add.getNumRecords()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "file %s has no row count in the log".formatted(add.getPath())));
  }

  LiveFile without(RoaringBitmap all, DeletionVectorDescriptor vector, StructType schema) {
    Row row =
        AddFile.createAddFileRow(
            schema,
            add.getPath(),
            add.getPartitionValues(),
            add.getSize(),
            add.getModificationTime(),
            true,
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

  Row removing(long nowMillis) {
    return SingleAction.createRemoveFileSingleAction(
        add.toRemoveFileRow(true, Optional.of(nowMillis)));
  }
}
