package dev.tidemark.e2e.faulty;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.hadoop.util.ReflectionUtils;

/** The product's local file system, and what is to go wrong with it; {@code fs.file.impl}. */
public final class FaultyFiles extends FilterFileSystem {
  /** Of the configuration: the class that does the work. */
  static final String REAL = "tidemark.faults.files";

  private Faults faults;

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    faults = new Faults(conf.get(Faults.FOLDER));
    fs = ReflectionUtils.newInstance(conf.getClass(REAL, null, FileSystem.class), conf);
    fs.initialize(name, conf);
    super.initialize(name, conf);
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
    FSDataOutputStream out =
        super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
    return new FSDataOutputStream(new FaultyStream(out, faults, path.toString()), null);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    faults.before(to.toString());
    boolean renamed = super.rename(from, to);
    faults.after(to.toString());
    return renamed;
  }
}
