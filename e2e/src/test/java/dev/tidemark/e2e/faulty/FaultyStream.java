package dev.tidemark.e2e.faulty;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Asks before each write whether it is to fail. */
final class FaultyStream extends FilterOutputStream {
  private final Faults faults;
  private final String path;

  FaultyStream(OutputStream out, Faults faults, String path) {
    super(out);
    this.faults = faults;
    this.path = path;
  }

  @Override
  public void write(int value) throws IOException {
    faults.write(path);
    out.write(value);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    faults.write(path);
    out.write(bytes, from, length);
  }
}
