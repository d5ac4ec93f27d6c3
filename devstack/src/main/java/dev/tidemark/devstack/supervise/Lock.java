package dev.tidemark.devstack.supervise;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** One program at a time changes a devstack. */
final class Lock {
  private Lock() {}

  static void holding(Path file, Runnable work) {
    try {
      Files.createDirectories(file.getParent());
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        if (tryLock(channel).isEmpty()) {
          throw DevstackErrors.busy(file);
        }
        work.run(); // the lock goes with the channel
      }
    } catch (IOException e) {
      throw DevstackErrors.unusableFolder(file.getParent(), e);
    }
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // held by another thread of this process
    }
  }
}
