package dev.tidemark.ingest.files.format;

import dev.tidemark.ingest.files.state.Progress;
import java.io.Closeable;
import java.io.IOException;

/** Reads one file from where it was left. Not for two threads. */
public interface RecordReader extends Closeable {
  /** Whether a file may still be written to. */
  enum Growth {
    POSSIBLE,
    OVER
  }

  /**
   * The next piece; reads a bounded number of bytes.
   *
   * @param growth if over, what is left at the end counts as a record
   * @throws IOException if the file cannot be read now
   */
  Piece next(Growth growth) throws IOException;

  /** Behind the last piece. */
  Progress progress();

  /**
   * Whether {@link #next} goes on after {@link #close}, with no more than a look at the end of what
   * was read.
   */
  boolean resumes();

  @Override
  void close() throws IOException;
}
