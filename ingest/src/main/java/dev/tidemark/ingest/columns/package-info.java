/** What columns a source's tables have, and the types they get in silver: conf/.columns. */
package dev.tidemark.ingest.columns;
