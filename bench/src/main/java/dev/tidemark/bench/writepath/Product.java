package dev.tidemark.bench.writepath;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Ours: {@code tidemark stream}, on a conf folder and a lake of its own. */
final class Product implements Subject {
  private static final String DATASET = "entries";

  private final String name;
  private final Programs programs;
  private final Path folder;
  private final CheckpointWatch watch;
  private final DeltaLog log;

  private Product(String name, Programs programs, Path folder) {
    this.name = name;
    this.programs = programs;
    this.folder = folder;
    this.watch = CheckpointWatch.of(folder.resolve("lake/_tidemark/checkpoints/main"));
    this.log = new DeltaLog(silver());
  }

  /**
   * What conf says of the lane.
   *
   * @param upsert of the dataset; empty: not said
   * @param batch records at most
   */
  record Lane(
      String kafka, int partitions, Optional<String> upsert, long triggerMillis, long batch) {}

  static Product of(String name, Programs programs, Path folder, Lane lane) throws IOException {
    Path conf = folder.resolve("conf");
    write(
        conf.resolve("tidemark.yaml"),
        """
        lake: "%s"
        kafka: {bootstrap-servers: "%s"}
        connect: {url: "http://127.0.0.1:1"}
        clickhouse: {url: "http://127.0.0.1:1", database: none, user: none, password: "${env:NOBODY}"}
        stream: {trigger: %sms, max-batch-records: %s}
        """
            .formatted(folder.resolve("lake"), lane.kafka(), lane.triggerMillis(), lane.batch()));
    write(
        conf.resolve("sources/%s.yaml".formatted(Feed.SOURCE)),
        """
        {kind: mariadb, host: 127.0.0.1, port: 1, user: none, password: "${env:NOBODY}",
         tables: [%s], format: json, partitions: %s}
        """
            .formatted(Feed.TABLE, lane.partitions()));
    write(
        conf.resolve("datasets/%s.yaml".formatted(DATASET)),
        """
        source: %s
        table: %s
        keys: [id]
        interval: {column: booked_on, grain: day}
        columns: {id: bigint, holder_id: bigint, status: string, amount_cents: bigint, booked_on: date, updated_at: bigint}
        %s
        """
            .formatted(
                Feed.SOURCE, Feed.TABLE, lane.upsert().map(by -> "upsert: " + by).orElse("")));
    return new Product(name, programs, folder);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void load(Offsets end) throws IOException, InterruptedException {
    once(end);
  }

  @Override
  public void once(Offsets start) throws IOException, InterruptedException {
    programs.tidemark(name, stream("--once")).await();
  }

  @Override
  public Programs.Running live(Offsets start) throws IOException {
    return programs.tidemark(name, stream());
  }

  private List<String> stream(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "stream",
                "--stages",
                "bronze,silver",
                "--conf",
                folder.resolve("conf").toString()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** Ended when silver's version is there that says it covers them. */
  @Override
  public Progress progress() throws IOException {
    Map<Offsets, Long> begun =
        watch.begun().stream()
            .collect(
                Collectors.toMap(
                    CheckpointWatch.Begun::reached, CheckpointWatch.Begun::millis, Math::max));
    List<Commit> commits = new ArrayList<>();
    for (DeltaLog.Version version : log.versions()) {
      version
          .covered()
          .filter(begun::containsKey)
          .ifPresent(
              reached -> commits.add(new Commit(begun.get(reached), version.millis(), reached)));
    }
    return new Progress(commits);
  }

  @Override
  public Optional<Found> found() throws IOException, InterruptedException {
    Path result = folder.resolve("found.json");
    programs
        .spark(
            name + "-found",
            List.of(
                "found",
                "--table=" + silver(),
                "--bronze=" + folder.resolve("lake/bronze").resolve(DATASET),
                "--result=" + result))
        .await();
    return Optional.of(Found.read(result));
  }

  private Path silver() {
    return folder.resolve("lake/silver").resolve(DATASET);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Override
  public void close() {
    watch.close();
  }
}
