package dev.tidemark.transform.files;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;

/**
 * A file being written, whose failures are exceptions: Hadoop makes an {@link Error} of a full
 * disk, which no caller expects and which would end threads that only have to wait for room.
 */
final class CheckedOutput extends OutputStream implements Syncable, StreamCapabilities {
  private final OutputStream file;
  private final Work closed;
  private boolean open = true;

  /**
   * @param closed done after the file is closed
   */
  CheckedOutput(OutputStream file, Work closed) {
    this.file = file;
    this.closed = closed;
  }

  /** What may fail. */
  interface Work {
    void run() throws IOException;
  }

  private static void checked(Work work) throws IOException {
    try {
      work.run();
    } catch (FSError e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    checked(() -> file.write(b));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    checked(() -> file.write(bytes, offset, length));
  }

  @Override
  public void flush() throws IOException {
    checked(file::flush);
  }

  @Override
  public void hflush() throws IOException {
    checked(() -> ((Syncable) file).hflush());
  }

  @Override
  public void hsync() throws IOException {
    checked(() -> ((Syncable) file).hsync());
  }

  @Override
  public boolean hasCapability(String capability) {
    return file instanceof StreamCapabilities known && known.hasCapability(capability);
  }

  @Override
  public void close() throws IOException {
    checked(file::close);
    if (open) {
      open = false;
      closed.run();
    }
  }
}
