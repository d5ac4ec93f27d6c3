package dev.tidemark.backfill;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.transform.SparkSettings;
import dev.tidemark.transform.ledger.Ledger;
import dev.tidemark.transform.ledger.Transition;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "status",
    description = "What backfills have done and are doing, newest first. Changes nothing.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:shown", "2:wrong arguments or conf"})
final class StatusCommand implements Callable<Integer> {
  private static final String LINE = "%-28s %-16s %-7s %-22s %-10s %9s %9s %9s  %s%n";

  private final Environment environment;

  @Mixin private ConfOption conf;
  @Spec private CommandSpec spec;

  @Option(names = "--dataset", paramLabel = "NAME", description = "this dataset only")
  private String dataset;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "at most so many lines (default: ${DEFAULT-VALUE})")
  private int limit;

  StatusCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Conf whole = conf.load(environment);
    SparkSession spark = SparkSettings.withoutUi("tidemark backfill status", whole);
    try {
      Ledger ledger =
          Ledger.open(
              spark,
              whole.platform().lake(),
              spark.sessionState().newHadoopConf(),
              Clock.systemUTC());
      List<Transition> lines = new ArrayList<>(ledger.newest());
      lines.removeIf(line -> dataset != null && !line.work().dataset().equals(dataset));
      Collections.reverse(lines);
      print(whole, lines.subList(0, Math.min(limit, lines.size())));
      return 0;
    } finally {
      spark.stop();
    }
  }

  private void print(Conf whole, List<Transition> lines) {
    PrintWriter out = spec.commandLine().getOut();
    if (lines.isEmpty()) {
      out.println("no backfill has been asked for");
    } else {
      out.printf(
          LINE, "run", "dataset", "route", "interval", "state", "emitted", "bronze", "keys", "");
      lines.forEach(line -> print(whole, line, out));
    }
    out.flush();
  }

  private static void print(Conf whole, Transition line, PrintWriter out) {
    out.printf(
        LINE,
        line.work().run(),
        line.work().dataset(),
        line.work().route(),
        name(whole, line),
        line.state(),
        text(line.counts().emitted()),
        text(line.counts().bronze()),
        text(line.counts().keys()),
        line.detail().isEmpty() ? "at " + line.at() : line.detail());
  }

  private static String name(Conf whole, Transition line) {
    return whole.datasets().containsKey(line.work().dataset())
        ? whole
            .datasets()
            .get(line.work().dataset())
            .interval()
            .map(interval -> new RangeCut(interval).name(line.work().range()))
            .orElse(line.work().range().toString())
        : line.work().range().toString();
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "-";
  }
}
