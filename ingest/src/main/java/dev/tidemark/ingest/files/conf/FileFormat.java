package dev.tidemark.ingest.files.conf;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the files of a table are, gzip or not. */
public enum FileFormat {
  CSV,
  JSON_LINES,
  JSON_ARRAY,
  XML;

  /** As the settings have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a file of it says nothing before it is whole, and so never grows. */
  public boolean isWhole() {
    return this == JSON_ARRAY || this == XML;
  }

  static List<String> words() {
    return Arrays.stream(values()).map(FileFormat::word).toList();
  }

  static Optional<FileFormat> of(String word) {
    return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst();
  }
}
