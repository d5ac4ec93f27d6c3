/** The settings of any connector: how they are written, and what in them may be shown. */
package dev.tidemark.ingest.connector;
