/** Asks a connector to emit rows of its source again, and follows it while it does. */
package dev.tidemark.ingest.signal;
