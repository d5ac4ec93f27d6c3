package dev.tidemark.bench.writepath;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What ours is held against: Spark's MERGE, and queries that throw away what they read. */
final class SparkSubject implements Subject {
  private final Way way;
  private final Programs programs;
  private final Path folder;
  private final Reading reading;
  private final CheckpointWatch watch;
  private final DeltaLog log;
  private Offsets loaded = new Offsets(Map.of());
  private int runs;

  /** What a query does with the records. */
  enum Way {
    /** Into a table, as Delta's documentation writes it. */
    MERGE("peer"),
    NOOP("noop"),
    PARSE("parse");

    private final String subject;

    Way(String subject) {
      this.subject = subject;
    }

    /**
     * @throws IllegalArgumentException if no way has the name
     */
    static Way parse(String subject) {
      return Arrays.stream(values())
          .filter(way -> way.subject.equals(subject))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "subject '%s' is none of ours, peer, noop, parse".formatted(subject)));
    }
  }

  /**
   * How it reads Kafka.
   *
   * @param batch records at most
   */
  record Reading(String kafka, long triggerMillis, long batch) {}

  SparkSubject(Way way, Programs programs, Path folder, Reading reading) {
    this.way = way;
    this.programs = programs;
    this.folder = folder;
    this.reading = reading;
    this.watch = CheckpointWatch.of(folder.resolve("checkpoints"));
    this.log = new DeltaLog(table());
  }

  @Override
  public String name() {
    return way.subject;
  }

  @Override
  public void load(Offsets end) throws IOException, InterruptedException {
    loaded = end;
    if (way == Way.MERGE) {
      programs
          .spark(name(), arguments("load", "--table=" + table(), "--end=" + end.json(Feed.TOPIC)))
          .await();
    }
  }

  @Override
  public void once(Offsets start) throws IOException, InterruptedException {
    programs.spark(name(), query(start, "--once")).await();
  }

  @Override
  public Programs.Running live(Offsets start) throws IOException {
    return programs.spark(name(), query(start, "--trigger-ms=" + reading.triggerMillis()));
  }

  /** The peer goes on where it was; the others begin where they are told. */
  private List<String> query(Offsets start, String when) {
    boolean kept = way == Way.MERGE;
    Path checkpoint = folder.resolve("checkpoints").resolve(kept ? "0" : Integer.toString(++runs));
    return arguments(
        way.name().toLowerCase(Locale.ROOT),
        "--table=" + table(),
        "--checkpoint=" + checkpoint,
        "--start=" + (kept ? loaded : start).json(Feed.TOPIC),
        "--batch=" + reading.batch(),
        when);
  }

  private List<String> arguments(String word, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add(word);
    arguments.add("--kafka=" + reading.kafka());
    arguments.add("--topic=" + Feed.TOPIC);
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** The peer's batches end with the table's version, before the query's own mark. */
  @Override
  public Progress progress() throws IOException {
    if (way != Way.MERGE) {
      return new Progress(watch.ended());
    }
    Map<Long, CheckpointWatch.Begun> begun = new HashMap<>();
    watch.begun().forEach(batch -> begun.put(batch.number(), batch));
    List<Commit> commits = new ArrayList<>();
    for (DeltaLog.Version version : log.versions()) {
      if (version.batch().isPresent() && begun.containsKey(version.batch().getAsLong())) {
        CheckpointWatch.Begun batch = begun.get(version.batch().getAsLong());
        commits.add(new Commit(batch.millis(), version.millis(), batch.reached()));
      }
    }
    return new Progress(commits);
  }

  @Override
  public Optional<Found> found() throws IOException, InterruptedException {
    if (way != Way.MERGE) {
      return Optional.empty();
    }
    Path result = folder.resolve("found.json");
    programs
        .spark("peer-found", List.of("found", "--table=" + table(), "--result=" + result))
        .await();
    return Optional.of(Found.read(result));
  }

  private Path table() {
    return folder.resolve("table");
  }

  @Override
  public void close() {
    watch.close();
  }
}
