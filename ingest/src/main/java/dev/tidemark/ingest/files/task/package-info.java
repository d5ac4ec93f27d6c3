/** What a task does between two polls: look, choose a file, read on, say what became of it. */
package dev.tidemark.ingest.files.task;
