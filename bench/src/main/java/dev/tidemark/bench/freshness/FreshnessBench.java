package dev.tidemark.bench.freshness;

import dev.tidemark.bench.measure.Latencies;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sells a probe a second and polls the API until each is in its answer. */
@Command(
    name = "freshness",
    description = "From the commit in MariaDB to the answer of the API, on a running stack.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:measured", "1:a probe never arrived", "2:wrong arguments"})
public final class FreshnessBench implements Callable<Integer> {
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** Answers cost the machine too: 50 a second took a quarter to half of one of two cores. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Option(names = "--probes", defaultValue = "100", description = "default: ${DEFAULT-VALUE}")
  private int count;

  @Option(names = "--api", required = true, paramLabel = "URL")
  private URI api;

  @Option(names = "--jdbc", required = true, paramLabel = "URL")
  private String jdbc;

  @Option(names = "--note", defaultValue = "", description = "printed with the result")
  private String note;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SQLException, IOException, InterruptedException {
    try (Connection database =
        DriverManager.getConnection(
            jdbc, System.getenv("SHOP_APP_USER"), System.getenv("SHOP_APP_PASSWORD"))) {
      Probes probes = new Probes(database);
      probes.prepare(count);
      try {
        return measure(probes);
      } finally {
        probes.remove();
      }
    }
  }

  private int measure(Probes probes) throws SQLException, IOException, InterruptedException {
    Answers answers = new Answers(api, System.getenv("TIDEMARK_API_KEY"));
    Map<Integer, Instant> sold = new TreeMap<>();
    Latencies latencies = new Latencies();
    Instant next = Instant.now();
    Instant last = next;
    int sent = 0;
    while (latencies.count() < count
        && Duration.between(last, Instant.now()).compareTo(PATIENCE) < 0) {
      if (sent < count && !Instant.now().isBefore(next)) {
        sold.put(sent, probes.sell(sent));
        sent++;
        last = Instant.now();
        next = next.plus(EVERY);
      }
      for (int probe : answers.seen()) {
        Instant at = sold.remove(probe);
        if (at != null) {
          latencies.add(Duration.between(at, Instant.now()));
        }
      }
      TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
    }
    print(latencies);
    return latencies.count() == count ? 0 : 1;
  }

  private void print(Latencies latencies) {
    PrintWriter out = spec.commandLine().getOut();
    if (latencies.count() == 0) {
      out.println("no probe arrived");
    } else {
      out.printf(
          "{\"bench\":\"freshness\",\"note\":\"%s\",\"probes\":%s,\"arrived\":%s,\"p50-ms\":%s,\"p95-ms\":%s,\"max-ms\":%s}%n",
          note,
          count,
          latencies.count(),
          latencies.percentile(50).toMillis(),
          latencies.percentile(95).toMillis(),
          latencies.percentile(100).toMillis());
    }
    out.flush();
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new FreshnessBench()).execute(args));
  }
}
