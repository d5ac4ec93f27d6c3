/** Files that are to be read once more. */
package dev.tidemark.ingest.reread;
