package dev.tidemark.transform.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/** What the operating system holds in memory, put on the disk. */
final class Disk {
  private Disk() {}

  /** Returns when the file's bytes survive the end of the power, or the folder's list of names. */
  static void force(Path path) throws IOException {
    StandardOpenOption how =
        Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }

  /** Makes a folder, and those above it that are absent, so that they survive too. */
  static boolean makeFolders(Path folder) throws IOException {
    Deque<Path> absent = new ArrayDeque<>();
    for (Path at = folder; at != null && !Files.exists(at); at = at.getParent()) {
      absent.push(at);
    }
    Files.createDirectories(folder);
    for (Path made : absent) {
      force(made.getParent());
    }
    return true;
  }
}
