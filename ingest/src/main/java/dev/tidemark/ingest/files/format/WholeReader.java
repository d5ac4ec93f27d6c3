package dev.tidemark.ingest.files.format;

import dev.tidemark.ingest.files.state.FileOffset;
import dev.tidemark.ingest.files.state.Progress;
import java.io.IOException;
import java.util.Optional;

/** JSON lists and XML: goes on by passing over as many records as were read before. */
final class WholeReader implements RecordReader {
  private static final int MOST_PASSED = 5_000;

  private final WholeCheck check;
  private final Elements.Opener opener;
  private final FileOffset from;
  private Elements elements;
  private boolean checked;
  private long records;

  WholeReader(WholeCheck check, Elements.Opener opener, FileOffset from) {
    this.check = check;
    this.opener = opener;
    this.from = from;
  }

  @Override
  public Piece next(Growth growth) throws IOException {
    if (!checked) {
      Optional<Piece> open = check.step();
      checked = open.isEmpty();
      return open.orElse(Piece.PAUSE);
    }
    try {
      if (elements == null) {
        elements = opener.open();
      }
      return records < from.records() ? pass() : record();
    } catch (Elements.UnreadableException e) {
      return new Piece.Broken(e.getMessage());
    }
  }

  @Override
  public Progress progress() {
    long read = Math.max(records, from.records());
    return checked
        ? new Progress(check.length(), read, 1, check.sha256())
        : new Progress(from.position(), read, 1, from.sha256());
  }

  @Override
  public boolean resumes() {
    return false;
  }

  @Override
  public void close() throws IOException {
    check.close();
    if (elements != null) {
      elements.close();
    }
  }

  private Piece pass() throws IOException, Elements.UnreadableException {
    for (int i = 0; i < MOST_PASSED && records < from.records(); i++) {
      if (elements.next().isEmpty()) {
        return Piece.END;
      }
      records++;
    }
    return Piece.PAUSE;
  }

  private Piece record() throws IOException, Elements.UnreadableException {
    Optional<Piece> next = elements.next();
    next.ifPresent(record -> records++);
    return next.orElse(Piece.END);
  }
}
