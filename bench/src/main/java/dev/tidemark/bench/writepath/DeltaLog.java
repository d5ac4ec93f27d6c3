package dev.tidemark.bench.writepath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The versions of a table, from the files of its log alone. */
final class DeltaLog {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OFFSETS = "tidemark.offsets";

  private final Path folder;
  private final Map<Path, Version> known = new TreeMap<>();

  /**
   * One commit.
   *
   * @param covered the offsets that our tables say they have
   * @param batch what the peer calls its batch by
   */
  record Version(long millis, Optional<Offsets> covered, OptionalLong batch) {}

  DeltaLog(Path table) {
    this.folder = table.resolve("_delta_log");
  }

  /** In the order of their numbers. */
  List<Version> versions() throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file :
            files.filter(f -> f.getFileName().toString().matches("\\d{20}\\.json")).toList()) {
          if (!known.containsKey(file)) {
            known.put(file, read(file));
          }
        }
      }
    }
    return new ArrayList<>(known.values());
  }

  private static Version read(Path file) throws IOException {
    Optional<Offsets> covered = Optional.empty();
    OptionalLong batch = OptionalLong.empty();
    try (Stream<String> lines = Files.lines(file)) {
      for (String line : (Iterable<String>) lines::iterator) {
        if (line.startsWith("{\"domainMetadata\"") && line.contains(OFFSETS)) {
          String text = JSON.readTree(line).at("/domainMetadata/configuration").asText();
          covered = Optional.of(offsets(JSON.readTree(text).path(Feed.TOPIC)));
        } else if (line.startsWith("{\"commitInfo\"")) {
          JsonNode own = JSON.readTree(line).at("/commitInfo/userMetadata");
          batch = own.isTextual() ? OptionalLong.of(own.asLong()) : OptionalLong.empty();
        }
      }
    }
    return new Version(FileClock.millis(file), covered, batch);
  }

  /** The end of the last range of each partition; there is one epoch. */
  private static Offsets offsets(JsonNode epochs) {
    Map<Integer, Long> ends = new TreeMap<>();
    for (JsonNode partitions : epochs) {
      for (Map.Entry<String, JsonNode> partition : partitions.properties()) {
        JsonNode ranges = partition.getValue();
        ends.put(
            Integer.parseInt(partition.getKey()), ranges.get(ranges.size() - 1).get(1).asLong());
      }
    }
    return new Offsets(ends);
  }
}
