package dev.tidemark.ingest.files.task;

import dev.tidemark.ingest.files.folder.FolderWalk;
import dev.tidemark.ingest.files.folder.FoundFile;
import dev.tidemark.ingest.files.folder.SettledFiles;
import dev.tidemark.ingest.files.state.FileStamp;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.function.BiConsumer;

/** Walks through the folder bit by bit and says which file is to be read next: the oldest. */
final class Scout implements Closeable {
  static final int MOST_WAITING = 2_000;
  static final int MOST_FOLLOWED = 10_000;
  private static final int LOOKUP = 500;

  private final Path folder;
  private final Share share;
  private final Stillness stillness;
  private final Lookup lookup;
  private final Backoffs backoffs;
  private final BiConsumer<Path, IOException> unreadable;
  private final Clock clock;
  private final long pauseMillis;
  private final Followed followed = new Followed();
  private final Queue<FileReading> due = new ArrayDeque<>();
  private final Queue<Work> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong((Work work) -> work.file().stamp().modifiedMicros())
              .thenComparing(work -> work.file().path()));
  private final Set<String> inHand = new HashSet<>();
  private final List<Candidate> candidates = new ArrayList<>();
  private Instant began = Instant.EPOCH;
  private Optional<Instant> walkedFrom = Optional.empty();
  private SettledFiles settled = new SettledFiles();
  private SettledFiles seen = new SettledFiles();
  private FolderWalk walk;
  private long nextWalk;
  private boolean draining;

  Scout(
      Path folder,
      Share share,
      Stillness stillness,
      Lookup lookup,
      Backoffs backoffs,
      BiConsumer<Path, IOException> unreadable,
      Clock clock,
      long pauseMillis) {
    this.folder = folder;
    this.share = share;
    this.stillness = stillness;
    this.lookup = lookup;
    this.backoffs = backoffs;
    this.unreadable = unreadable;
    this.clock = clock;
    this.pauseMillis = pauseMillis;
  }

  /** Walks on until the time is over, the walk is, or there is enough to read. */
  void walk(Deadline deadline) {
    if (draining || (walk == null && clock.millis() < nextWalk)) {
      return;
    }
    if (walk == null) {
      began = clock.instant();
      walk = new FolderWalk(folder, unreadable);
      seen = new SettledFiles();
    }
    while (walk != null && !draining && !deadline.isOver()) {
      walk.next().ifPresentOrElse(this::consider, this::walked);
      if (candidates.size() >= LOOKUP) {
        lookUp();
      }
    }
  }

  /** A file that goes on, before any that is begun. */
  Optional<FileReading> due() {
    return Optional.ofNullable(due.poll());
  }

  /** The oldest of those found; empty while it may not have been found yet. */
  Optional<Work> next() {
    if (walk != null && !draining) {
      return Optional.empty();
    }
    Optional<Work> next = Optional.ofNullable(waiting.poll());
    draining = draining && !waiting.isEmpty();
    return next;
  }

  /** Nothing is to be done with it while it looks like this. */
  void settle(FoundFile file) {
    inHand.remove(file.path());
    settled.add(file);
    seen.add(file);
  }

  /** It is read to an end which may not be the last. */
  void follow(FileReading reading) {
    inHand.remove(reading.file().path());
    if (reading.resumes() && followed.size() < MOST_FOLLOWED) {
      followed.add(reading);
    }
  }

  void forget(FoundFile file) {
    inHand.remove(file.path());
  }

  boolean hasWork() {
    return !due.isEmpty() || (!waiting.isEmpty() && (walk == null || draining)) || walk != null;
  }

  /** When the last look through the whole folder began; empty before there was one. */
  Optional<Instant> walkedFrom() {
    return walkedFrom;
  }

  /** Until the folder is to be looked through again. */
  long millisToWalk() {
    return walk != null ? 0 : Math.max(0, nextWalk - clock.millis());
  }

  int settledFiles() {
    return settled.size();
  }

  int followedFiles() {
    return followed.size();
  }

  long waitingBytes() {
    return waiting.stream()
        .mapToLong(work -> Math.max(0, work.file().stamp().size() - work.from().position()))
        .sum();
  }

  @Override
  public void close() {
    if (walk != null) {
      walk.close();
      walk = null;
    }
  }

  private void walked() {
    lookUp();
    walk = null;
    walkedFrom = Optional.of(began);
    settled = seen; // without those that are gone
    followed.walked();
    nextWalk = clock.millis() + pauseMillis;
  }

  private void consider(FoundFile file) {
    Optional<FileTable> table = share.table(file);
    if (table.isEmpty() || inHand.contains(file.path())) {
      return;
    }
    if (settled.contains(file)) {
      seen.add(file);
      return;
    }
    if (followed.has(file.path())) {
      followed.due(file, stillness::isStill).ifPresent(this::resume);
      return;
    }
    boolean growing = table.get().wantsWhole(file.path()) && !stillness.isStill(file.stamp());
    if (!growing && !backoffs.waits(file.path())) {
      candidates.add(new Candidate(file, table.get()));
    }
  }

  private void resume(FileReading reading) {
    inHand.add(reading.file().path());
    due.add(reading);
  }

  private void lookUp() {
    for (Work work : lookup.of(candidates)) {
      FileStamp stamp = work.file().stamp();
      if (work.known() && work.from().isSettled(stamp)) {
        settle(work.file());
      } else {
        inHand.add(work.file().path());
        waiting.add(work);
      }
    }
    candidates.clear();
    draining = waiting.size() >= MOST_WAITING;
  }
}
