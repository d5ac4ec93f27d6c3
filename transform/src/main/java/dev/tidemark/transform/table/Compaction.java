package dev.tidemark.transform.table;

import dev.tidemark.transform.deletion.Move;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a table's files few and new while it is written: old ones are removed every hour; merges
 * are written in the background, one at a time in the process, and committed by the table's writer
 * after a commit of its own. None decides whether that commit stands, so a failure is logged and no
 * more.
 */
final class Compaction {
  private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);
  private static final Executor BACKGROUND =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "tidemark-compaction");
            thread.setDaemon(true);
            return thread;
          });

  /** A table is looked at after so many commits. */
  private static final int COMMITS = 8;

  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long CLEANING_NANOS = TimeUnit.HOURS.toNanos(1);

  private final LakeTable table;
  private final Consumer<List<Move>> moved;
  private final Executor background;
  private FutureTask<FileMerge.Merged> writing;
  private int commits;
  private long notBefore = System.nanoTime();
  private long cleaned = System.nanoTime() - CLEANING_NANOS;

  Compaction(LakeTable table, Consumer<List<Move>> moved) {
    this(table, moved, BACKGROUND);
  }

  Compaction(LakeTable table, Consumer<List<Move>> moved, Executor background) {
    this.table = table;
    this.moved = moved;
    this.background = background;
  }

  /** After a commit: commits the merge that is written, or begins one if there is work. */
  void turn() {
    commits++;
    try {
      if (writing != null && writing.isDone()) {
        finish();
      }
      if (writing == null && commits >= COMMITS && System.nanoTime() - notBefore >= 0) {
        commits = 0;
        begin();
      }
      if (System.nanoTime() - cleaned >= CLEANING_NANOS) {
        cleaned = System.nanoTime();
        background.execute(this::clean);
      }
    } catch (ConflictException | LakeException e) {
      failed(e);
    }
  }

  private void begin() {
    Optional<FileMerge> found = table.mergeable(System.currentTimeMillis());
    if (found.isPresent()) {
      writing = new FutureTask<>(found.get()::write);
      background.execute(writing);
    }
  }

  private void finish() {
    FutureTask<FileMerge.Merged> written = writing;
    writing = null;
    try {
      FileMerge.Merged merged = written.get();
      Optional<List<Move>> moves = table.commit(merged);
      moves.ifPresent(moved);
      commits = COMMITS; // there may be more
      LOG.atInfo()
          .addKeyValue("table", table.spec().path())
          .addKeyValue("files", moves.map(List::size).orElse(0))
          .addKeyValue("bytes", merged.bytes())
          .log("small files became one");
    } catch (ExecutionException e) {
      failed(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void clean() {
    try {
      Cleaning.Removed removed = table.clean(System.currentTimeMillis());
      if (!removed.equals(Cleaning.Removed.NOTHING)) {
        LOG.atInfo()
            .addKeyValue("table", table.spec().path())
            .addKeyValue("logFiles", removed.log())
            .addKeyValue("files", removed.files())
            .log("old files removed");
      }
    } catch (IOException | RuntimeException e) { // whatever it was: what is left is tried again
      LOG.atWarn()
          .addKeyValue("table", table.spec().path())
          .addKeyValue("cause", e.toString())
          .log("old files could not be removed; tried again in an hour");
    }
  }

  private void failed(Throwable cause) {
    notBefore = System.nanoTime() + PAUSE_NANOS;
    LOG.atWarn()
        .addKeyValue("table", table.spec().path())
        .addKeyValue("cause", cause.toString())
        .log("small files could not be made one; tried again later");
  }
}
