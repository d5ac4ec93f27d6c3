package dev.tidemark.bench.writepath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Remembers what queries write into their checkpoints, which they tidy up behind themselves. Looks
 * at one folder and at those right below it: our lanes take a new one at each start.
 */
final class CheckpointWatch implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long EVERY_MILLIS = 100;

  private final Path root;
  private final Map<Path, Begun> begun = new ConcurrentHashMap<>();
  private final Map<Path, Long> ended = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  /** What a query wrote before it ran a batch. */
  record Begun(long number, long millis, Offsets reached) {}

  private final ScheduledFuture<?> looking;

  private CheckpointWatch(Path root) {
    this.root = root;
    this.looking = timer.scheduleWithFixedDelay(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  static CheckpointWatch of(Path root) {
    return new CheckpointWatch(root);
  }

  /** All batches that were begun. */
  List<Begun> begun() {
    requireLooking();
    return List.copyOf(begun.values());
  }

  /** The batches that the queries themselves have marked as done. */
  List<Commit> ended() {
    requireLooking();
    List<Commit> commits = new ArrayList<>();
    ended.forEach(
        (file, millis) -> {
          Begun batch = begun.get(offsets(file.getParent().getParent(), file));
          if (batch != null) {
            commits.add(new Commit(batch.millis(), millis, batch.reached()));
          }
        });
    return commits;
  }

  /** What it could not read ends the benchmark, not the watch alone. */
  private void requireLooking() {
    if (looking.isDone() && !looking.isCancelled()) {
      throw new IllegalStateException("the checkpoints below %s cannot be read".formatted(root));
    }
  }

  private static Path offsets(Path checkpoint, Path file) {
    return checkpoint.resolve("offsets").resolve(file.getFileName());
  }

  private void look() {
    try {
      for (Path checkpoint : folders()) {
        for (Path file : batches(checkpoint.resolve("offsets"))) {
          if (!begun.containsKey(file)) {
            begun.put(file, read(file));
          }
        }
        for (Path file : batches(checkpoint.resolve("commits"))) {
          if (!ended.containsKey(file)) {
            ended.put(file, FileClock.millis(file));
          }
        }
      }
    } catch (NoSuchFileException | UncheckedIOException e) {
      return; // tidied up meanwhile: the next look sees what is left
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> folders() throws IOException {
    List<Path> folders = new ArrayList<>();
    if (Files.isDirectory(root)) {
      folders.add(root);
      try (Stream<Path> below = Files.list(root)) {
        below.filter(Files::isDirectory).forEach(folders::add);
      }
    }
    return folders;
  }

  private static List<Path> batches(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().matches("\\d+")).toList();
    }
  }

  private static Begun read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    JsonNode topic = JSON.readTree(lines.get(lines.size() - 1)).path(Feed.TOPIC);
    Map<Integer, Long> ends = new TreeMap<>();
    for (Map.Entry<String, JsonNode> end : topic.properties()) {
      ends.put(Integer.parseInt(end.getKey()), end.getValue().asLong());
    }
    long number = Long.parseLong(file.getFileName().toString());
    return new Begun(number, FileClock.millis(file), new Offsets(ends));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
