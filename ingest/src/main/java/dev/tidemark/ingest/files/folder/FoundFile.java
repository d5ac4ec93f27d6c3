package dev.tidemark.ingest.files.folder;

import dev.tidemark.ingest.files.state.FileStamp;

/**
 * A file that the folder has.
 *
 * @param path below the folder, with / between
 */
public record FoundFile(String path, FileStamp stamp) {}
