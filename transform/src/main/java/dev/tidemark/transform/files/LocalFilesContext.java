package dev.tidemark.transform.files;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FsServerDefaults;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.DataChecksum;

/**
 * {@link LocalFiles} behind Hadoop's FileContext, which Delta's log and Spark's checkpoints use.
 * Set it as {@code fs.AbstractFileSystem.file.impl}.
 */
public final class LocalFilesContext extends DelegateToFileSystem {
  private static final FsServerDefaults DEFAULTS =
      new FsServerDefaults(
          64L << 20, 512, 65_536, (short) 1, 4_096, false, 0, DataChecksum.Type.NULL);

  /** Hadoop makes it by reflection, with these two arguments. */
  public LocalFilesContext(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
    super(uri, new LocalFiles(), hadoop, "file", false);
  }

  @Override
  public void renameInternal(Path from, Path to) throws IOException {
    renameInternal(from, to, false);
  }

  @Override
  public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
    ((LocalFiles) fsImpl).move(from, to, overwrite ? Rename.OVERWRITE : Rename.NONE);
  }

  @Override
  public int getUriDefaultPort() {
    return -1;
  }

  @Override
  public FsServerDefaults getServerDefaults(Path path) {
    return DEFAULTS;
  }

  @Override
  @Deprecated
  public FsServerDefaults getServerDefaults() {
    return DEFAULTS;
  }

  @Override
  public boolean isValidName(String name) {
    return true;
  }

  @Override
  public boolean supportsSymlinks() {
    return false;
  }
}
