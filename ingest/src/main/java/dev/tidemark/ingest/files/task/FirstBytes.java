package dev.tidemark.ingest.files.task;

import dev.tidemark.ingest.files.format.RunningDigest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** By what a file is known where its inode is not: SHA-256 of its first 4 KiB, as they are. */
final class FirstBytes {
  private static final int COUNT = 4_096;

  private FirstBytes() {}

  static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(COUNT);
      RunningDigest digest = RunningDigest.start();
      digest.add(bytes, 0, bytes.length);
      return digest.hex();
    }
  }
}
