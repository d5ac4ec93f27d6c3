package dev.tidemark.transform.files;

import java.util.Map;

/** The settings that put {@link LocalFiles} in place of Hadoop's own. */
public final class LocalFilesConf {
  /** For a Hadoop configuration; as Spark settings each begins with {@code spark.hadoop.}. */
  public static final Map<String, String> HADOOP =
      Map.of(
          "fs.file.impl", LocalFiles.class.getName(),
          "fs.AbstractFileSystem.file.impl", LocalFilesContext.class.getName());

  private LocalFilesConf() {}
}
