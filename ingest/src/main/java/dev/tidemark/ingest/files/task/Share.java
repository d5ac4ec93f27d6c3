package dev.tidemark.ingest.files.task;

import dev.tidemark.ingest.files.folder.FoundFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of one task of several: by inode where there is one, so that a file stays with its task
 * when it is renamed.
 *
 * @param index from 0
 */
record Share(List<FileTable> tables, int index, int count) {

  /** The first table whose pattern has the file; empty if none has, or if it is another task's. */
  Optional<FileTable> table(FoundFile file) {
    String identity = file.stamp().inode().orElse(file.path());
    int hash = identity.hashCode();
    if (Math.floorMod(hash ^ (hash >>> 16), count) != index) {
      return Optional.empty();
    }
    Path path = Path.of(file.path());
    return tables.stream().filter(table -> table.paths().matches(path)).findFirst();
  }
}
