package dev.tidemark.transform.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system without a process forked for each {@code chmod} and {@code readlink},
 * and without {@code .crc} files. Set it as {@code fs.file.impl}.
 *
 * <p>Renaming a file never replaces another unless asked to, and is atomic between processes: the
 * new name is a hard link, which the kernel refuses if the name is taken. Delta's log stores build
 * their put-if-absent on that. Permissions are those of the process's umask.
 *
 * <p>Where commits are to survive the end of the power, a file and its name are on the disk before
 * its writer goes on. Checkpoints of Spark's are not: each start makes a new one.
 */
public final class LocalFiles extends RawLocalFileSystem {
  private static final String DISPOSABLE = "/_tidemark/checkpoints/";

  /** How Delta names what it renames once it is whole. */
  private static final String UNFINISHED = ".tmp";

  private boolean powerMayEnd;

  @Override
  public void initialize(URI uri, Configuration hadoop) throws IOException {
    super.initialize(uri, hadoop);
    powerMayEnd = "power".equals(hadoop.get(LocalFilesConf.DURABILITY));
  }

  @Override
  public void setPermission(Path path, FsPermission permission) {}

  @Override
  public void setOwner(Path path, String user, String group) {}

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(nio(path), BasicFileAttributes.class);
      return new FileStatus(
          found.isDirectory() ? 0 : found.size(),
          found.isDirectory(),
          1,
          getDefaultBlockSize(path),
          found.lastModifiedTime().toMillis(),
          makeQualified(path));
    } catch (NoSuchFileException e) {
      throw absent(path, e);
    } catch (FileSystemException e) {
      if (pathToFile(path).exists()) {
        throw e;
      }
      throw absent(path, e); // such as a file where the path has a folder
    }
  }

  @Override
  protected OutputStream createOutputStreamWithMode(
      Path path, boolean append, FsPermission permission) throws IOException {
    return new CheckedOutput(
        super.createOutputStreamWithMode(path, append, permission), () -> written(path));
  }

  private void written(Path path) throws IOException {
    if (!isKept(path)) {
      return;
    }
    Disk.force(nio(path));
    if (!path.getName().endsWith(UNFINISHED)) {
      Disk.force(nio(path).getParent());
    }
  }

  private boolean isKept(Path path) {
    return powerMayEnd && !path.toUri().getPath().contains(DISPOSABLE);
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    if (!isKept(path) || exists(path)) {
      return super.mkdirs(path);
    }
    return Disk.makeFolders(nio(path));
  }

  /** Permissions are those of the umask here too. */
  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    return mkdirs(path);
  }

  @Override
  public FileStatus getFileLinkStatus(Path path) throws IOException {
    return getFileStatus(path);
  }

  @Override
  public boolean supportsSymlinks() {
    return false;
  }

  /** False, and nothing changed, if a file has the name already. */
  @Override
  public boolean rename(Path from, Path to) throws IOException {
    if (Files.isDirectory(nio(from)) || Files.isDirectory(nio(to))) {
      return super.rename(from, to);
    }
    try {
      move(from, to, Rename.NONE);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    }
  }

  @Override
  @Deprecated // Hadoop wants FileContext used instead, which ends here
  public void rename(Path from, Path to, Rename... options) throws IOException {
    move(from, to, options);
  }

  /**
   * @throws FileAlreadyExistsException if the name is taken and {@code options} do not overwrite
   */
  void move(Path from, Path to, Rename... options) throws IOException {
    if (!Files.exists(nio(from))) {
      throw new FileNotFoundException("File " + from + " does not exist");
    }
    if (Files.isDirectory(nio(from))) {
      if (!super.rename(from, to)) {
        throw new IOException("Folder %s cannot be renamed to %s".formatted(from, to));
      }
      return;
    }
    if (Arrays.asList(options).contains(Rename.OVERWRITE)) {
      Files.move(nio(from), nio(to), StandardCopyOption.ATOMIC_MOVE);
    } else {
      putIfAbsent(from, to);
    }
    if (isKept(to)) {
      Disk.force(nio(to).getParent());
    }
  }

  private void putIfAbsent(Path from, Path to) throws IOException {
    try {
      Files.createLink(nio(to), nio(from));
    } catch (java.nio.file.FileAlreadyExistsException e) {
      throw new FileAlreadyExistsException("File " + to + " exists");
    } catch (UnsupportedOperationException e) {
      throw new IOException(
          "The file system of %s knows no hard links, which the Delta log needs; put the lake on another disk"
              .formatted(to),
          e);
    }
    Files.delete(nio(from));
  }

  private java.nio.file.Path nio(Path path) {
    return pathToFile(path).toPath();
  }

  private static FileNotFoundException absent(Path path, IOException cause) {
    FileNotFoundException absent = new FileNotFoundException("File " + path + " does not exist");
    absent.initCause(cause);
    return absent;
  }
}
