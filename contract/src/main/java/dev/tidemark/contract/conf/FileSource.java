package dev.tidemark.contract.conf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A folder whose files are read as they come.
 *
 * @param folder absolute, as every Connect worker sees it
 * @param pace how often it is looked at and how fast it is read
 * @param tasks that share the files, at the most
 * @param files what its files are, in the order of conf
 */
public record FileSource(
    String name,
    Path folder,
    Pace pace,
    int tasks,
    List<FileTable> files,
    Format format,
    int partitions,
    Map<String, String> settings,
    Located at)
    implements Source {
  public FileSource {
    files = List.copyOf(files);
  }

  @Override
  public Kind kind() {
    return Kind.FILES;
  }

  @Override
  public List<String> tables() {
    return files.stream().map(FileTable::name).toList();
  }

  /**
   * When files are looked for and read.
   *
   * @param poll between two looks into the folder
   * @param settle how long a file must have stood still to be whole
   * @param recordsPerSecond of all tasks together; empty without a limit
   * @param bytesPerSecond of all tasks together; empty without a limit
   * @param largestRecord in bytes; empty for the connector's own
   */
  public record Pace(
      Duration poll,
      Duration settle,
      OptionalLong recordsPerSecond,
      OptionalLong bytesPerSecond,
      OptionalInt largestRecord) {}
}
