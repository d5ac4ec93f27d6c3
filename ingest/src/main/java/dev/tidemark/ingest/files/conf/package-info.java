/** The settings of the file connector: checked whole, and every mistake told at once. */
package dev.tidemark.ingest.files.conf;
