package dev.tidemark.ingest.files.task;

import dev.tidemark.ingest.files.folder.FoundFile;

/** A file that this task does not know yet. */
record Candidate(FoundFile file, FileTable table) {
  String path() {
    return file.path();
  }
}
