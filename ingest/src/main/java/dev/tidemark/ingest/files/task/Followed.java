package dev.tidemark.ingest.files.task;

import dev.tidemark.ingest.files.folder.FoundFile;
import dev.tidemark.ingest.files.state.FileStamp;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Files that are read to an end which may not be the last: those written to of late. */
final class Followed {
  private final Map<String, FileReading> readings = new HashMap<>();
  private final Map<String, Integer> walks = new HashMap<>();
  private int walk;

  void add(FileReading reading) {
    readings.put(reading.file().path(), reading);
    walks.put(reading.file().path(), walk);
  }

  boolean has(String path) {
    return readings.containsKey(path);
  }

  int size() {
    return readings.size();
  }

  /**
   * Takes one out that has grown, or that has come to stand still.
   *
   * @return empty if there is nothing to do with it
   */
  Optional<FileReading> due(FoundFile file, Predicate<FileStamp> still) {
    FileReading reading = readings.get(file.path());
    walks.put(file.path(), walk);
    if (reading.file().stamp().equals(file.stamp()) && !still.test(file.stamp())) {
      return Optional.empty();
    }
    readings.remove(file.path());
    walks.remove(file.path());
    reading.sighted(file);
    return Optional.of(reading);
  }

  /** Forgets those that the walk did not come across. */
  void walked() {
    readings.keySet().removeIf(path -> walks.get(path) < walk);
    walks.keySet().retainAll(readings.keySet());
    walk++;
  }
}
