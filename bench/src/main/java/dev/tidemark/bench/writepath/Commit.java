package dev.tidemark.bench.writepath;

/**
 * A micro-batch that is done.
 *
 * @param began when the query had decided what to read, in milliseconds since 1970
 * @param ended when the table's version was there, or, where there is no table, the query's own
 *     mark
 * @param reached what is done with it
 */
record Commit(long began, long ended, Offsets reached) {}
