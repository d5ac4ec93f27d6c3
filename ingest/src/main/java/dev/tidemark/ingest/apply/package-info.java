/** From conf to what exists: what differs, shown as a diff, then done. */
package dev.tidemark.ingest.apply;
