package dev.tidemark.devstack.cli;

import dev.tidemark.devstack.host.Stopwatch;
import dev.tidemark.devstack.shop.HistoryOptions;
import dev.tidemark.devstack.shop.Totals;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "history",
    description = "Writes years of orders into an empty shop.",
    mixinStandardHelpOptions = true)
final class ShopHistoryCommand implements Callable<Integer> {
  private static final String TODAY = "today";

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Option(
      names = "--from",
      paramLabel = "DAY",
      defaultValue = "2024-01-01",
      description = "The first day (${DEFAULT-VALUE}).")
  private LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DAY",
      defaultValue = TODAY,
      description = "The first day after it, or 'today' (${DEFAULT-VALUE}).")
  private String to;

  @Option(names = "--orders", defaultValue = "20000", description = "How many (${DEFAULT-VALUE}).")
  private int orders;

  @Option(names = "--seed", defaultValue = "1", description = "Of all chance (${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() {
    Stopwatch watch = new Stopwatch();
    HistoryOptions options;
    try {
      LocalDate end = to.equals(TODAY) ? LocalDate.now(ZoneOffset.UTC) : LocalDate.parse(to);
      options = new HistoryOptions(from, end, orders, seed);
    } catch (IllegalArgumentException | java.time.format.DateTimeParseException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    Totals totals = ShopDoor.open(data.layout(), spec).history(options);
    spec.commandLine().getOut().println("history written: %s (%s)".formatted(totals, watch));
    return 0;
  }
}
