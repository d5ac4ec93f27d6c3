package dev.tidemark.ingest.files.task;

import dev.tidemark.ingest.files.emit.DeadLetters;
import dev.tidemark.ingest.files.emit.FileEvents;

/** Whom a file's troubles are told, and who counts them. */
record Told(FileEvents events, DeadLetters deadLetters, Counters counters) {}
