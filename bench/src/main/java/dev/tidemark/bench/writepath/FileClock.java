package dev.tidemark.bench.writepath;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** When a file came to its name, by the file system of a Unix: what others can see, no earlier. */
final class FileClock {
  private FileClock() {}

  static long millis(Path file) throws IOException {
    return ((FileTime) Files.getAttribute(file, "unix:ctime")).toMillis();
  }
}
