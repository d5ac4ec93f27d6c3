package dev.tidemark.ingest.files.task;

import dev.tidemark.ingest.files.emit.FileEvents.Kind;
import dev.tidemark.ingest.files.emit.UnfitRowException;
import dev.tidemark.ingest.files.folder.FoundFile;
import dev.tidemark.ingest.files.format.Piece;
import dev.tidemark.ingest.files.format.RecordReader;
import dev.tidemark.ingest.files.format.RecordReader.Growth;
import dev.tidemark.ingest.files.state.FileOffset;
import dev.tidemark.ingest.files.state.FileStamp;
import dev.tidemark.ingest.files.state.Partitions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One file on its way into records: what its reader finds becomes rows, dead letters and events.
 */
final class FileReading implements Closeable {
  private final Path path;
  private final Work work;
  private final RecordReader reader;
  private final Told told;
  private final DriftWatch drift;
  private FoundFile file;
  private FileOffset offset;
  private boolean begun;

  FileReading(Path path, Work work, RecordReader reader, Told told) {
    this.path = path;
    this.work = work;
    this.reader = reader;
    this.told = told;
    this.drift = new DriftWatch(work.table().config());
    this.file = work.file();
    this.offset = work.from();
  }

  Work work() {
    return work;
  }

  FoundFile file() {
    return file;
  }

  FileOffset offset() {
    return offset;
  }

  /** Whether it has proved to be what it was taken for, so that its offset is its own. */
  boolean isBegun() {
    return begun;
  }

  boolean resumes() {
    return reader.resumes();
  }

  /** The same file, which has changed or stood still since. */
  void sighted(FoundFile again) {
    file = again;
    offset = offset.in(again.stamp());
  }

  /**
   * Reads on.
   *
   * @param goesOn asked before each piece with what there is so far
   */
  Outcome read(Batch batch, Growth growth, Predicate<Section> goesOn) throws IOException {
    Optional<FileStamp> now = stamp();
    if (now.isEmpty() || !now.get().inode().equals(file.stamp().inode())) {
      return gone(batch);
    }
    FileOffset before = offset;
    Section section = new Section();
    Outcome outcome = Outcome.MORE;
    while (outcome == Outcome.MORE && goesOn.test(section)) {
      outcome = take(reader.next(growth), growth, section);
    }
    if (outcome == Outcome.MORE && begun) {
      offset = offset.read(reader.progress());
    }
    if (outcome != Outcome.ANOTHER) {
      section.into(batch, Partitions.file(file.path()), before.toMap(), offset.toMap());
      told.counters().bytes.addAndGet(Math.max(0, offset.position() - before.position()));
    }
    return outcome;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private Outcome take(Piece piece, Growth growth, Section section) throws IOException {
    if (piece instanceof Piece.Pause) {
      return Outcome.MORE;
    }
    if (piece instanceof Piece.Changed changed) {
      return changed(changed, section);
    }
    if (piece instanceof Piece.End && growth == Growth.POSSIBLE) {
      return read(Outcome.WAITING);
    }
    begin(section, piece);
    if (piece instanceof Piece.Row row) {
      return row(row, section);
    }
    if (piece instanceof Piece.Bad bad) {
      return bad(bad, section);
    }
    if (piece instanceof Piece.Drifted drifted) {
      event(section, Kind.DRIFT, drifted.change());
      return Outcome.MORE;
    }
    return piece instanceof Piece.Broken broken ? broken(broken, section) : end(section);
  }

  /** What is told once a file has proved to be what it was taken for. */
  private void begin(Section section, Piece piece) {
    if (begun) {
      return;
    }
    begun = true;
    FileOffset stamped = offset.in(file.stamp());
    boolean more = !(piece instanceof Piece.End);
    if (work.formerPath().isPresent()) {
      event(section, Kind.RENAMED, "it was %s".formatted(work.formerPath().get()));
      identify(section, Kind.IDENTIFIED, "by its inode");
    } else if (!work.known()) {
      identify(section, Kind.STARTED, "");
    } else if (work.from().done() && more) {
      event(section, Kind.CONTINUED, "");
    }
    offset = stamped;
  }

  private Outcome row(Piece.Row row, Section section) {
    for (String change : drift.of(row)) {
      event(section, Kind.DRIFT, change);
    }
    try {
      section.add(work.table().rows().of(file, row));
      section.count(row.raw().length);
      told.counters().records.incrementAndGet();
      return Outcome.MORE;
    } catch (UnfitRowException e) {
      drift
          .unfit(e.column(), "line %s: %s".formatted(row.place().line(), e.getMessage()))
          .ifPresent(change -> event(section, Kind.DRIFT, change));
      return bad(new Piece.Bad(e.getMessage(), row.raw(), row.raw().length, row.place()), section);
    }
  }

  private Outcome bad(Piece.Bad bad, Section section) {
    section.add(told.deadLetters().of(file, work.table().config().name(), bad));
    section.count(bad.length());
    offset = offset.withBad(1);
    told.counters().records.incrementAndGet();
    told.counters().badRecords.incrementAndGet();
    return Outcome.MORE;
  }

  /** It is finished if it is still as it was when it was found. */
  private Outcome end(Section section) throws IOException {
    read(Outcome.WAITING);
    if (!stamp().equals(Optional.of(file.stamp()))) {
      return Outcome.WAITING;
    }
    for (String change : drift.missing()) {
      event(section, Kind.DRIFT, change);
    }
    offset = offset.finished();
    String detail = offset.records() > 0 ? "" : emptiness();
    event(section, Kind.FINISHED, detail);
    if (file.stamp().size() > 0) {
      section.add(
          told.events().of(Kind.IDENTIFIED, table(), file, offset, "by its first bytes"),
          Partitions.content(FirstBytes.sha256(path)),
          Partitions.at(file.path()));
    }
    return Outcome.SETTLED;
  }

  private String emptiness() {
    return file.stamp().size() == 0 ? "it is empty" : "it has no record";
  }

  private Outcome broken(Piece.Broken broken, Section section) {
    read(Outcome.SETTLED);
    offset = offset.reported(file.stamp());
    event(section, Kind.BROKEN, broken.reason());
    told.counters().filesBroken.incrementAndGet();
    return Outcome.SETTLED;
  }

  private Outcome changed(Piece.Changed changed, Section section) {
    if (work.formerPath().isPresent() && !begun) {
      return Outcome.ANOTHER;
    }
    offset = offset.reported(file.stamp());
    event(
        section,
        Kind.CHANGED,
        "%s; it is left alone. To read it again from its beginning, remove its offset; to go on, restore it"
            .formatted(changed.detail()));
    told.counters().filesBroken.incrementAndGet();
    return Outcome.SETTLED;
  }

  /** If it has another name now, it is gone on with under that. */
  private Outcome gone(Batch batch) {
    boolean midway = begun && !offset.done();
    if (midway) {
      Section section = new Section();
      event(
          section,
          Kind.BROKEN,
          "it is no longer there, with %s bytes read; if it was renamed, it is gone on with under its new name"
              .formatted(offset.position()));
      Map<String, Object> unmoved = offset.toMap();
      section.into(batch, Partitions.file(file.path()), unmoved, unmoved);
    }
    return Outcome.GONE;
  }

  private Outcome read(Outcome outcome) {
    offset = offset.read(reader.progress());
    return outcome;
  }

  private void identify(Section section, Kind kind, String detail) {
    var event = told.events().of(kind, table(), file, offset, detail);
    file.stamp()
        .inode()
        .ifPresentOrElse(
            inode -> section.add(event, Partitions.inode(inode), Partitions.at(file.path())),
            () -> section.add(event));
  }

  private void event(Section section, Kind kind, String detail) {
    section.add(told.events().of(kind, table(), file, offset, detail));
  }

  private String table() {
    return work.table().config().name();
  }

  private Optional<FileStamp> stamp() throws IOException {
    try {
      return Optional.of(FileStamp.of(Files.readAttributes(path, BasicFileAttributes.class)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
