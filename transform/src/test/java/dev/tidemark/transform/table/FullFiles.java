package dev.tidemark.transform.table;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.hadoop.util.ReflectionUtils;

/** The product's local files on a disk that has no more room than the test says. */
public final class FullFiles extends FilterFileSystem {
  /** Bytes that can still be written. */
  static final AtomicLong ROOM = new AtomicLong(Long.MAX_VALUE);

  private static final String SETTING = "fs.file.impl";
  private static final String REAL = "tidemark.test.files";

  /** These settings, with such a disk. */
  static Configuration in(Configuration hadoop) {
    Configuration full = new Configuration(hadoop);
    full.set(REAL, hadoop.get(SETTING));
    full.set(SETTING, FullFiles.class.getName());
    full.setBoolean("fs.file.impl.disable.cache", true);
    return full;
  }

  @Override
  public void initialize(URI name, Configuration hadoop) throws IOException {
    fs = ReflectionUtils.newInstance(hadoop.getClass(REAL, null, FileSystem.class), hadoop);
    fs.initialize(name, hadoop);
    super.initialize(name, hadoop);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    OutputStream out =
        super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
    return new FSDataOutputStream(new Limited(out), null);
  }

  private static final class Limited extends FilterOutputStream {
    Limited(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      long room = ROOM.getAndUpdate(left -> Math.max(0, left - length));
      out.write(bytes, from, (int) Math.min(room, length));
      if (room < length) {
        throw new IOException("No space left on device");
      }
    }
  }
}
