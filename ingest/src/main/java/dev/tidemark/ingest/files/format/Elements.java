package dev.tidemark.ingest.files.format;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The records of a file that is one whole, in order. */
interface Elements extends Closeable {
  /**
   * @return empty at the end, after which the file was seen to be whole
   * @throws UnreadableException if there is no way on
   */
  Optional<Piece> next() throws IOException, UnreadableException;

  /** The rest of a file makes no sense. */
  final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String reason) {
      super(reason);
    }
  }

  /** Opens a file at its beginning. */
  @FunctionalInterface
  interface Opener {
    Elements open() throws IOException, UnreadableException;
  }
}
