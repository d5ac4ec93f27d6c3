/** Columns of files, as a sample of them shows. */
package dev.tidemark.ingest.infer;
