package dev.tidemark.e2e.faulty;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.AbstractFileSystem;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FilterFs;
import org.apache.hadoop.fs.Options.ChecksumOpt;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The same for Hadoop's FileContext, by which Delta's log and Spark's checkpoints are written;
 * {@code fs.AbstractFileSystem.file.impl}.
 */
public final class FaultyFilesContext extends FilterFs {
  /** Of the configuration: the class that does the work. */
  static final String REAL = "tidemark.faults.context";

  private final Faults faults;

  /** Hadoop makes it by reflection, with these two arguments. */
  public FaultyFilesContext(URI uri, Configuration conf) throws URISyntaxException {
    super(real(uri, conf));
    faults = new Faults(conf.get(Faults.FOLDER));
  }

  private static AbstractFileSystem real(URI uri, Configuration conf) {
    try {
      return conf.getClass(REAL, null, AbstractFileSystem.class)
          .getConstructor(URI.class, Configuration.class)
          .newInstance(uri, conf);
    } catch (InstantiationException
        | IllegalAccessException
        | InvocationTargetException
        | NoSuchMethodException e) {
      throw new IllegalStateException("cannot make " + conf.get(REAL), e);
    }
  }

  @Override
  public FSDataOutputStream createInternal(
      Path path,
      EnumSet<CreateFlag> flags,
      FsPermission permission,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress,
      ChecksumOpt checksum,
      boolean createParent)
      throws IOException {
    FSDataOutputStream out =
        super.createInternal(
            path,
            flags,
            permission,
            bufferSize,
            replication,
            blockSize,
            progress,
            checksum,
            createParent);
    return new FSDataOutputStream(new FaultyStream(out, faults, path.toString()), null);
  }

  @Override
  public void renameInternal(Path from, Path to) throws IOException {
    renameInternal(from, to, false);
  }

  @Override
  public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
    faults.before(to.toUri().getPath());
    super.renameInternal(from, to, overwrite);
    faults.after(to.toUri().getPath());
  }
}
