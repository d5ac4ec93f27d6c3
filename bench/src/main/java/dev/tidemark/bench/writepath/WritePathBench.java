package dev.tidemark.bench.writepath;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "scripts/bench write-path",
    description = {
      "Kafka to bronze and silver, for throughput into a large table and for latency at steady rates: ours, Spark's"
          + " MERGE as Delta's documentation writes it, and the limits (Kafka to nowhere, Kafka parsed to nowhere),"
          + " by turns.",
      "After each turn the tables are held against the fold of all changes that were produced."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:measured, and every table is the fold",
      "1:failed, or a table is not the fold",
      "2:wrong arguments"
    })
public final class WritePathBench implements Callable<Integer> {
  @Option(
      names = "--out",
      defaultValue = "bench-results",
      paramLabel = "DIR",
      description = "Where write-path.json and write-path.png go (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--full",
      description =
          "The figures of the design: 5M rows, 2M events, 60 s at each rate, 40 s of warm-up, a heap of 4g.")
  private boolean full;

  @Option(names = "--rows", description = "In the table before the first event (default: 200000).")
  private Long rows;

  @Option(names = "--events", description = "Of each round, for throughput (default: 200000).")
  private Long events;

  @Option(names = "--rounds", description = "In which all take turns (default: 1).")
  private int rounds = 1;

  @Option(
      names = "--rates",
      split = ",",
      description = "Of latency, in events a second; 0: none (default: 50,1500).")
  private List<Integer> rates = List.of(50, 1_500);

  @Option(names = "--seconds", description = "At each rate (default: 8).")
  private Integer seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "Before the first rate, at least (default: 4).")
  private Integer warmUp;

  @Option(
      names = "--subjects",
      split = ",",
      description = "Of ours, peer, noop, parse (default: all).")
  private List<String> subjects = List.of("ours", "peer", "noop", "parse");

  @Option(
      names = "--upsert",
      split = ",",
      description =
          "What conf says of ours; several are measured beside each other (default: nothing).")
  private List<String> upserts = List.of();

  @Option(
      names = "--batch",
      description =
          "Most records of a batch of ours and of the limits (default: ${DEFAULT-VALUE}, as the product's).")
  private long batch = 50_000;

  @Option(
      names = "--peer-batch",
      description =
          "Most records of a batch of MERGE, which likes large ones (default: 25000, with --full 200000).")
  private Long peerBatch;

  @Option(
      names = "--trigger-ms",
      description =
          "Between the starts of two batches of a steady rate (default: ${DEFAULT-VALUE}, as the product's).")
  private long triggerMillis = 250;

  @Option(names = "--partitions", description = "Of the topic (default: ${DEFAULT-VALUE}).")
  private int partitions = 2;

  @Option(names = "--heap", description = "Of each process (default: 2g).")
  private String heap;

  @Option(names = "--seed", description = "Of the changes (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--root", required = true, hidden = true)
  private Path root;

  @Option(names = "--kafka", required = true, hidden = true)
  private String kafka;

  @Option(names = "--data", required = true, hidden = true)
  private Path data;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Sizes sizes = sizes();
    Map<String, Object> conditions = conditions();
    List<Subject> measured = subjects();
    try (Feed feed = Feed.open(kafka, partitions)) {
      Figures figures = new Measuring(feed, new Population(seed), measured, sizes, this::say).run();
      conditions.put("loadAtEnd", Machine.load());
      Report report = new Report(sizes, figures);
      report.write(out, conditions);
      report.ratios().forEach((name, ratio) -> say("%s: %s".formatted(name, ratio)));
      say("written to " + out.toAbsolutePath().normalize());
      return figures.allEqual() ? 0 : 1;
    } finally {
      measured.forEach(Subject::close);
    }
  }

  private Sizes sizes() {
    return new Sizes(
        or(rows, 200_000L, 5_000_000L),
        or(events, 200_000L, 2_000_000L),
        rounds,
        rates.stream().filter(rate -> rate > 0).toList(),
        Duration.ofSeconds(or(seconds, 8, 60)),
        Duration.ofSeconds(or(warmUp, 4, 40)));
  }

  private <T> T or(T given, T small, T large) {
    if (given != null) {
      return given;
    }
    return full ? large : small;
  }

  private List<Subject> subjects() throws IOException {
    Path logs = Files.createDirectories(out.resolve("logs"));
    Programs programs = new Programs(root, logs.toAbsolutePath(), heap());
    List<Subject> all = new ArrayList<>();
    for (String name : subjects) {
      if (name.equals("ours")) {
        all.addAll(ours(programs));
      } else {
        SparkSubject.Way way = way(name);
        SparkSubject.Reading reading =
            new SparkSubject.Reading(
                kafka, triggerMillis, name.equals("peer") ? peerBatch() : batch);
        all.add(new SparkSubject(way, programs, data.resolve(name), reading));
      }
    }
    return all;
  }

  private SparkSubject.Way way(String name) {
    try {
      return SparkSubject.Way.parse(name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private List<Subject> ours(Programs programs) throws IOException {
    List<Subject> all = new ArrayList<>();
    for (String by : upserts.isEmpty() ? List.of("") : upserts) {
      String name = by.isEmpty() ? "ours" : "ours-" + by;
      Product.Lane lane =
          new Product.Lane(
              kafka,
              partitions,
              Optional.of(by).filter(said -> !said.isEmpty()),
              triggerMillis,
              batch);
      all.add(Product.of(name, programs, data.resolve(name), lane));
    }
    return all;
  }

  private Map<String, Object> conditions() throws IOException {
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put("at", Instant.now().toString());
    conditions.putAll(Machine.facts(root, heap()));
    conditions.put("loadAtStart", Machine.load());
    conditions.put("batch", batch);
    conditions.put("peerBatch", peerBatch());
    conditions.put("triggerMillis", triggerMillis);
    conditions.put("partitions", partitions);
    conditions.put("seed", seed);
    return conditions;
  }

  private long peerBatch() {
    return or(peerBatch, 25_000L, 200_000L);
  }

  private String heap() {
    return or(heap, "2g", "4g");
  }

  private void say(String sentence) {
    spec.commandLine().getOut().println(sentence);
    spec.commandLine().getOut().flush();
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new WritePathBench()).execute(args));
  }
}
