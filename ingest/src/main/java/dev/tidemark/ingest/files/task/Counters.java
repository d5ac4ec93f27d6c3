package dev.tidemark.ingest.files.task;

import java.util.concurrent.atomic.AtomicLong;

/** What a task's metrics show; written by the task, read by whoever asks. */
final class Counters {
  final AtomicLong records = new AtomicLong();
  final AtomicLong badRecords = new AtomicLong();
  final AtomicLong bytes = new AtomicLong();
  final AtomicLong filesOpen = new AtomicLong();
  final AtomicLong filesKnown = new AtomicLong();
  final AtomicLong filesBroken = new AtomicLong();
  final AtomicLong lagBytes = new AtomicLong();
}
