package dev.tidemark.ingest.files.state;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the folder shows of a file's state.
 *
 * @param modifiedMicros since 1970
 * @param inode as the file system names it, if it does
 */
public record FileStamp(long size, long modifiedMicros, Optional<String> inode) {
  public static FileStamp of(BasicFileAttributes attributes) {
    return new FileStamp(
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS),
        Optional.ofNullable(attributes.fileKey()).map(Object::toString));
  }

  public long modifiedMillis() {
    return Math.floorDiv(modifiedMicros, 1_000);
  }

  /** Short, for offsets. */
  public String text() {
    return "%s@%s".formatted(size, modifiedMicros);
  }
}
