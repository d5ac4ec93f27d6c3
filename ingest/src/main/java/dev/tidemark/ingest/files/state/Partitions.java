package dev.tidemark.ingest.files.state;

import java.util.Map;

/** Keys of Connect's offsets. */
public final class Partitions {
  /** Of a file's own progress. */
  public static final String FILE = "file";

  /** Of where an inode was last seen. */
  public static final String INODE = "inode";

  /** Of where a content was last seen, by SHA-256 of its first bytes. */
  public static final String CONTENT = "content";

  /** Of what is told about the folder itself. */
  public static final String FOLDER = "folder";

  /** Of a task's heartbeats. */
  public static final String TASK = "task";

  private static final String PATH = "path";

  private Partitions() {}

  public static Map<String, String> file(String path) {
    return Map.of(FILE, path);
  }

  public static Map<String, String> inode(String inode) {
    return Map.of(INODE, inode);
  }

  public static Map<String, String> content(String sha256) {
    return Map.of(CONTENT, sha256);
  }

  public static Map<String, String> folder(String folder) {
    return Map.of(FOLDER, folder);
  }

  public static Map<String, String> task(int index) {
    return Map.of(TASK, String.valueOf(index));
  }

  /** The offset of an inode or a content. */
  public static Map<String, String> at(String path) {
    return Map.of(PATH, path);
  }

  /**
   * @param offset of an inode or a content; or null
   * @return the path, or null
   */
  public static String path(Map<String, ?> offset) {
    return offset != null && offset.get(PATH) instanceof String path ? path : null;
  }
}
