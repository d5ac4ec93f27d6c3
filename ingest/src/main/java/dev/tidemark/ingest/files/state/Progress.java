package dev.tidemark.ingest.files.state;

/** How far a reader is; see {@link FileOffset} for the parts. */
public record Progress(long position, long records, long line, String sha256) {}
