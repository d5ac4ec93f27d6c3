package dev.tidemark.transform.deletion;

import io.delta.kernel.internal.fs.Path;
import io.delta.kernel.utils.FileStatus;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/** Files of one partition that are to become one, as they were when they were chosen. */
public final class FileGroup {
  final LiveFiles of;
  final List<LiveFile> files;

  FileGroup(LiveFiles of, List<LiveFile> files) {
    this.of = of;
    this.files = List.copyOf(files);
  }

  /**
   * One of them.
   *
   * @param gone rows that do not come along; not to be changed
   */
  public record Part(FileStatus file, RoaringBitmap gone) {}

  /** In the order in which they were written. */
  public List<Part> parts() {
    return files.stream()
        .map(
            file ->
                new Part(
                    FileStatus.of(
                        path(file), file.add().getSize(), file.add().getModificationTime()),
                    file.gone()))
        .toList();
  }

  /** Where they lie and the new one is to lie: the folder of their partition. */
  public String folder() {
    String first = path(files.get(0));
    return first.substring(0, first.lastIndexOf('/'));
  }

  /** Of the partition, as the log has it; empty if the table has none. */
  public Optional<String> partitionValue(String column) {
    return Optional.ofNullable(files.get(0).partition().get(column));
  }

  /** With the rows that are left, about. */
  public long bytes() {
    return files.stream().mapToLong(LiveFile::liveBytes).sum();
  }

  private String path(LiveFile file) {
    return new Path(of.table(), new Path(URI.create(file.add().getPath())).toString()).toString();
  }
}
