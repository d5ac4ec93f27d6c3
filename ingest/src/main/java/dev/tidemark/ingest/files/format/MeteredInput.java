package dev.tidemark.ingest.files.format;

import java.io.IOException;
import java.io.InputStream;

/** Refuses to deliver more than an allowance before it is given the next one. */
final class MeteredInput extends InputStream {
  private final InputStream in;
  private final long allowance;
  private long left;

  /** More was asked for than one piece may have. */
  static final class ExceededException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  MeteredInput(InputStream in, long allowance) {
    this.in = in;
    this.allowance = allowance;
    this.left = allowance;
  }

  void renew() {
    left = allowance;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (left <= 0) {
      throw new ExceededException();
    }
    int read = in.read(target, offset, (int) Math.min(length, left));
    left -= Math.max(0, read);
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
