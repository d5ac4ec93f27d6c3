package dev.tidemark.ingest.files.format;

import dev.tidemark.ingest.files.state.FileOffset;
import dev.tidemark.ingest.files.state.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/** CSV and JSON lines: what was read before is checked by its digest, and then it goes on. */
final class LineReader implements RecordReader {
  private static final int MOST_BLANK_LINES = 10_000;

  private final Path file;
  private final FileOffset from;
  private final LineParser parser;
  private final Splitter splitter;
  private final Queue<Piece> waiting = new ArrayDeque<>();
  private InputStream in;
  private boolean headed;
  private boolean verified;
  private long records;
  private boolean packed;

  LineReader(Path file, FileOffset from, LineParser parser, Splitter splitter) {
    this.file = file;
    this.from = from;
    this.parser = parser;
    this.splitter = splitter;
    this.records = from.records();
    this.headed = !parser.hasHeader();
  }

  @Override
  public Piece next(Growth growth) throws IOException {
    if (in == null && !open()) {
      return new Piece.Changed("the end of what was read of it is no longer there");
    }
    if (!headed) {
      return header(growth);
    }
    if (!verified) {
      return verify();
    }
    return waiting.isEmpty() ? record(growth) : waiting.remove();
  }

  @Override
  public Progress progress() {
    return verified
        ? new Progress(splitter.position(), records, splitter.line(), splitter.sha256())
        : new Progress(from.position(), from.records(), from.line(), from.sha256());
  }

  @Override
  public boolean resumes() {
    return !packed && verified;
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
      in = null;
      splitter.suspend();
    }
  }

  private boolean open() throws IOException {
    if (splitter.position() == 0) {
      packed = Content.isGzip(file);
      in = Content.open(file);
      splitter.resume(in);
      return true;
    }
    if (packed) {
      throw new IllegalStateException("a packed file cannot be entered in its midst");
    }
    byte[] tail = splitter.tail();
    in = Content.openAt(file, splitter.position() - tail.length);
    splitter.resume(in);
    return Arrays.equals(in.readNBytes(tail.length), tail);
  }

  private Piece header(Growth growth) throws IOException {
    Cut cut = splitter.next(growth);
    if (cut instanceof Cut.More) {
      return Piece.PAUSE;
    }
    if (cut instanceof Cut.Nothing) {
      return isFresh() ? Piece.END : new Piece.Changed("it is empty now");
    }
    if (cut instanceof Cut.Whole blank && blank.bytes().length == 0) {
      return Piece.PAUSE;
    }
    headed = true;
    try {
      if (cut instanceof Cut.Whole whole) {
        parser.header(whole.bytes()).forEach(drift -> tell(drift));
        return Piece.PAUSE;
      }
      return headless(
          cut instanceof Cut.Torn torn ? torn.reason() : ((Cut.Unfit) cut).bad().reason());
    } catch (BadRecordException e) {
      return headless(e.getMessage());
    }
  }

  /** What was told when the file was begun is not told again. */
  private void tell(Piece.Drifted drift) {
    if (isFresh()) {
      waiting.add(drift);
    }
  }

  private Piece headless(String reason) {
    headed = false;
    return isFresh()
        ? new Piece.Broken("the header cannot be read: %s".formatted(reason))
        : new Piece.Changed("its header cannot be read any more: %s".formatted(reason));
  }

  private boolean isFresh() {
    return from.position() == 0;
  }

  private Piece verify() throws IOException {
    if (isFresh()) {
      verified = true;
      return Piece.PAUSE;
    }
    if (!splitter.passTo(from.position()) || splitter.position() > from.position()) {
      return new Piece.Changed(
          "it had %s bytes when they were read, and now has not".formatted(from.position()));
    }
    if (splitter.position() < from.position()) {
      return Piece.PAUSE;
    }
    if (!splitter.sha256().equals(from.sha256())) {
      return new Piece.Changed(
          "its first %s bytes are others than those that were read".formatted(from.position()));
    }
    verified = true;
    return Piece.PAUSE;
  }

  private Piece record(Growth growth) throws IOException {
    for (int blank = 0; blank < MOST_BLANK_LINES; blank++) {
      Cut cut = splitter.next(growth);
      if (!(cut instanceof Cut.Whole whole && whole.bytes().length == 0)) {
        return piece(cut);
      }
    }
    return Piece.PAUSE;
  }

  private Piece piece(Cut cut) {
    if (cut instanceof Cut.Whole whole) {
      records++;
      return parsed(whole);
    }
    if (cut instanceof Cut.Unfit unfit) {
      records++;
      return unfit.bad();
    }
    if (cut instanceof Cut.Torn torn) {
      return new Piece.Broken(torn.reason());
    }
    return cut instanceof Cut.More ? Piece.PAUSE : Piece.END;
  }

  private Piece parsed(Cut.Whole whole) {
    try {
      return parser.row(whole.bytes(), whole.place());
    } catch (BadRecordException e) {
      return new Piece.Bad(e.getMessage(), whole.bytes(), whole.bytes().length, whole.place());
    }
  }
}
