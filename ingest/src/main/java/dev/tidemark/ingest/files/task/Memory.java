package dev.tidemark.ingest.files.task;

import dev.tidemark.ingest.files.state.FileOffset;
import dev.tidemark.ingest.files.state.Partitions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * Connect's offsets, and before them those that this task has sent of late: Connect may not have
 * written these yet.
 */
final class Memory {
  private static final int LATE = 2_000;

  private final OffsetStorageReader offsets;
  private final Map<String, FileOffset> late = bounded();
  private final Map<String, String> lateInodes = bounded();

  Memory(OffsetStorageReader offsets) {
    this.offsets = offsets;
  }

  void sent(String path, FileOffset offset) {
    late.put(path, offset);
    offset.inode().ifPresent(inode -> lateInodes.put(inode, path));
  }

  Map<String, FileOffset> ofPaths(Collection<String> paths) {
    Map<String, FileOffset> found = new HashMap<>();
    List<String> others = new ArrayList<>();
    for (String path : paths) {
      if (late.containsKey(path)) {
        found.put(path, late.get(path));
      } else {
        others.add(path);
      }
    }
    read(others, Partitions::file)
        .forEach((path, map) -> FileOffset.from(map).ifPresent(offset -> found.put(path, offset)));
    return found;
  }

  /** Where inodes were last seen. */
  Map<String, String> ofInodes(Collection<String> inodes) {
    Map<String, String> found = paths(read(inodes, Partitions::inode));
    inodes.stream()
        .filter(lateInodes::containsKey)
        .forEach(inode -> found.put(inode, lateInodes.get(inode)));
    return found;
  }

  /** Where contents were last seen, by their first bytes. */
  Map<String, String> ofContents(Collection<String> contents) {
    return paths(read(contents, Partitions::content));
  }

  private static Map<String, String> paths(Map<String, Map<String, Object>> offsets) {
    Map<String, String> paths = new HashMap<>();
    offsets.forEach(
        (name, offset) -> {
          String path = Partitions.path(offset);
          if (path != null) {
            paths.put(name, path);
          }
        });
    return paths;
  }

  /** One look for all of them: each look makes Connect read its topic to the end. */
  private Map<String, Map<String, Object>> read(
      Collection<String> names, Function<String, Map<String, String>> partition) {
    if (names.isEmpty()) {
      return Map.of();
    }
    Map<String, Map<String, Object>> found = new HashMap<>();
    Map<Map<String, String>, Map<String, Object>> all =
        offsets.offsets(names.stream().distinct().map(partition).toList());
    names.forEach(name -> found.put(name, all.get(partition.apply(name))));
    return found;
  }

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > LATE;
      }
    };
  }
}
