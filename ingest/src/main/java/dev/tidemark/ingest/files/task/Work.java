package dev.tidemark.ingest.files.task;

import dev.tidemark.ingest.files.folder.FoundFile;
import dev.tidemark.ingest.files.state.FileOffset;
import java.util.Optional;

/**
 * A file that there is something to do with.
 *
 * @param from how far it is read
 * @param known whether it has an offset of its own
 * @param formerPath of the file that it seems to be, under another name
 */
record Work(
    FoundFile file, FileTable table, FileOffset from, boolean known, Optional<String> formerPath) {

  static Work fresh(FoundFile file, FileTable table) {
    return new Work(
        file, table, FileOffset.start(file.stamp()), /* known= */ false, Optional.empty());
  }

  static Work known(FoundFile file, FileTable table, FileOffset offset) {
    return new Work(file, table, offset, /* known= */ true, Optional.empty());
  }

  static Work renamed(FoundFile file, FileTable table, FileOffset offset, String formerPath) {
    return new Work(file, table, offset, /* known= */ false, Optional.of(formerPath));
  }
}
