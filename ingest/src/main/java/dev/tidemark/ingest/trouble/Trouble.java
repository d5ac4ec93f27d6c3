package dev.tidemark.ingest.trouble;

import java.time.Instant;

/**
 * One thing that went wrong.
 *
 * @param kind dead letter, or what became of a file: broken, changed, drift, unreadable
 * @param where the file, and the line if it is one
 * @param what happened, and what to do
 * @param raw the record as far as it is kept, as text; empty if it is about a file
 */
public record Trouble(
    String source, Instant at, String kind, String where, String what, String raw) {}
