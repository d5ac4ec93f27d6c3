package dev.tidemark.ingest.files.folder;

import java.util.List;
import java.util.Locale;

/** Names that say of a file or folder that it is not for reading. */
final class Names {
  private static final List<String> ENDS =
      List.of(".tmp", ".part", ".filepart", ".crdownload", "~");

  private Names() {}

  static boolean isHidden(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith(".")
        || lower.startsWith("_")
        || ENDS.stream().anyMatch(lower::endsWith);
  }
}
