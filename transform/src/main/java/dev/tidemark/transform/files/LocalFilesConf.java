package dev.tidemark.transform.files;

import dev.tidemark.contract.conf.Platform.Durability;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The settings that put {@link LocalFiles} in place of Hadoop's own. */
public final class LocalFilesConf {
  static final String DURABILITY = "tidemark.durability";

  private static final Map<String, String> HADOOP =
      Map.of(
          "fs.file.impl", LocalFiles.class.getName(),
          "fs.AbstractFileSystem.file.impl", LocalFilesContext.class.getName());

  private LocalFilesConf() {}

  /** For a Hadoop configuration; as Spark settings each begins with {@code spark.hadoop.}. */
  public static Map<String, String> of(Durability durability) {
    Map<String, String> settings = new HashMap<>(HADOOP);
    settings.put(DURABILITY, durability.name().toLowerCase(Locale.ROOT));
    return settings;
  }
}
