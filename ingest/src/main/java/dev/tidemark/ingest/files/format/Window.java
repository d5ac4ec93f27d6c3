package dev.tidemark.ingest.files.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Passes bytes on, and keeps the last of them for as long as a record may be. */
final class Window extends InputStream {
  private static final int CHUNK = 8_192;

  private final InputStream in;
  private final byte[] kept;
  private int used;
  private long first; // position of kept[0]
  private byte[] head = {};

  /**
   * @param largest bytes that a slice may have
   */
  Window(InputStream in, int largest) {
    this.in = in;
    this.kept = new byte[2 * (largest + CHUNK)];
  }

  /** A record begins here: what is before it is let go. */
  void begin(long position) {
    drop((int) Math.max(0, position - first));
    head = new byte[0];
  }

  /** Of what has been read since a record began; of a larger one, its first bytes. */
  byte[] slice(long from, long to) {
    if (from < first) {
      return head;
    }
    int start = (int) (from - first);
    return Arrays.copyOfRange(kept, start, (int) Math.min(used, start + to - from));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = in.read(target, offset, Math.min(length, CHUNK));
    if (read > 0) {
      keep(target, offset, read);
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void keep(byte[] bytes, int offset, int length) {
    if (used + length > kept.length) {
      if (head.length == 0) {
        head = Arrays.copyOf(kept, Math.min(used, Splitter.HEAD));
      }
      drop(kept.length / 2);
    }
    System.arraycopy(bytes, offset, kept, used, length);
    used += length;
  }

  private void drop(int count) {
    int dropped = Math.min(count, used);
    System.arraycopy(kept, dropped, kept, 0, used - dropped);
    used -= dropped;
    first += dropped;
  }
}
