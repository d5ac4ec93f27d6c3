/** What is remembered of files, in Connect's offsets and while a task runs. */
package dev.tidemark.ingest.files.state;
