package dev.tidemark.ingest.files.format;

import dev.tidemark.ingest.files.state.FileOffset;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a file once from end to end, before its records are read, to know whether it is the one
 * that was begun.
 */
final class WholeCheck {
  private static final int CHUNK = 65_536;
  private static final long STEP = 16 * 1_048_576L;

  private final Path file;
  private final FileOffset from;
  private final RunningDigest digest = RunningDigest.start();
  private final byte[] buffer = new byte[CHUNK];
  private InputStream in;
  private long length;
  private boolean ended;
  private boolean agrees;

  WholeCheck(Path file, FileOffset from) {
    this.file = file;
    this.from = from;
    this.agrees = from.position() == 0;
  }

  /** Goes on for a bounded number of bytes; empty once all is well. */
  Optional<Piece> step() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    if (in == null) {
      in = Content.open(file);
    }
    for (long most = length + STEP; length < most && !ended; ) {
      read();
    }
    if (!ended) {
      return Optional.of(Piece.PAUSE);
    }
    close();
    return agrees
        ? Optional.empty()
        : Optional.of(
            new Piece.Changed(
                "its first %s bytes are not those that were read".formatted(from.position())));
  }

  long length() {
    return length;
  }

  String sha256() {
    return digest.hex();
  }

  void close() throws IOException {
    if (in != null) {
      in.close();
      in = null;
    }
  }

  private void read() throws IOException {
    long left = from.position() - length;
    int wanted = left > 0 ? (int) Math.min(left, CHUNK) : CHUNK;
    int read = readTorn(wanted);
    if (read < 0) {
      ended = true;
      return;
    }
    digest.add(buffer, 0, read);
    length += read;
    if (length == from.position()) {
      agrees = digest.hex().equals(from.sha256());
    }
  }

  /** What cannot be unpacked is told when its records are read. */
  private int readTorn(int wanted) throws IOException {
    try {
      return in.read(buffer, 0, wanted);
    } catch (IOException e) {
      if (Content.torn(e).isEmpty()) {
        throw e;
      }
      return -1;
    }
  }
}
