package dev.tidemark.transform.table;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Says before any work whether a folder of the lake can be written. */
public final class WritableCheck {
  private WritableCheck() {}

  /**
   * Makes the folder if absent, writes an empty hidden file there and deletes it.
   *
   * @throws LakeException naming path, cause and remedy
   */
  public static void of(String path, Configuration hadoop) {
    Path folder = new Path(path);
    Path probe = new Path(folder, ".tidemark-" + UUID.randomUUID());
    try {
      FileSystem files = folder.getFileSystem(hadoop);
      if (!files.mkdirs(folder)) {
        throw refused(path, new IOException("the folder cannot be made"));
      }
      files.create(probe, false).close();
      files.delete(probe, false);
    } catch (IOException | IllegalArgumentException e) {
      throw refused(path, e);
    }
  }

  private static LakeException refused(String path, Exception cause) {
    String text = cause.getMessage();
    return new LakeException(
        "The lake cannot be written at %s: %s. Give this user the right to write there, or name another place as 'lake' in conf/tidemark.yaml."
            .formatted(path, text == null ? cause.getClass().getSimpleName() : text),
        cause);
  }
}
