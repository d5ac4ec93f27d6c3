/** Takes a source out again: its connector, what Connect remembers of it, and its slot. */
package dev.tidemark.ingest.remove;
