/** What went wrong with what a source sent, for people. */
package dev.tidemark.ingest.trouble;
