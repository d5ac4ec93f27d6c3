package dev.tidemark.ingest.reread;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The files that a connector has begun to read, by Connect's offsets. */
public final class KnownFiles {
  private static final String FILE = "file";

  private final Map<String, Known> files = new TreeMap<>();

  private record Known(JsonNode partition, Instant modified) {}

  /**
   * @param offsets by partition, as Connect has them
   */
  public KnownFiles(Map<JsonNode, JsonNode> offsets) {
    offsets.forEach(
        (partition, offset) -> {
          if (partition.path(FILE).isTextual() && offset.path("mtime_us").isNumber()) {
            files.put(
                partition.get(FILE).asText(),
                new Known(
                    partition,
                    Instant.EPOCH.plusNanos(
                        TimeUnit.MICROSECONDS.toNanos(offset.get("mtime_us").asLong()))));
          }
        });
  }

  public boolean has(String file) {
    return files.containsKey(file);
  }

  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  /** Files last written within the range, {@code from} inclusive, {@code to} exclusive. */
  public List<String> modified(Instant from, Instant to) {
    List<String> found = new ArrayList<>();
    files.forEach(
        (name, known) -> {
          if (!known.modified().isBefore(from) && known.modified().isBefore(to)) {
            found.add(name);
          }
        });
    return found;
  }

  List<JsonNode> partitions(List<String> names) {
    return names.stream().map(name -> files.get(name).partition()).toList();
  }
}
