/** The same path, by date range: the words of {@code tidemark backfill}. */
package dev.tidemark.backfill;
