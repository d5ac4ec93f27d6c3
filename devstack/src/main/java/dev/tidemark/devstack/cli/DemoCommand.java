package dev.tidemark.devstack.cli;

import dev.tidemark.devstack.Devstack;
import dev.tidemark.devstack.DevstackOptions;
import dev.tidemark.devstack.demo.Demo;
import dev.tidemark.devstack.demo.DemoOptions;
import dev.tidemark.devstack.demo.Narrator;
import dev.tidemark.devstack.settings.DevstackLayout;
import dev.tidemark.devstack.settings.PortChoice;
import dev.tidemark.devstack.shop.HistoryOptions;
import dev.tidemark.devstack.shop.SellOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description = "The whole path on this machine, and the proof that it agrees with the database.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:API and database agree",
      "1:they differ, or a process failed",
      "2:wrong arguments or configuration, a port in use among them"
    })
final class DemoCommand implements Callable<Integer> {
  private static final int YEARS = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--once",
      description = "On free ports and in a new folder; stops and deletes all after the proof.")
  private boolean once;

  @Option(
      names = "--chaos",
      description =
          "While it sells, kills (kill -9) each process once, and starts it again, at moments of"
              + " --seed.")
  private boolean chaos;

  @Option(
      names = "--orders",
      defaultValue = "3000",
      description = "Orders of its history of two years (${DEFAULT-VALUE}).")
  private int orders;

  @Option(
      names = "--rate",
      defaultValue = "20",
      description = "Row changes in a second while the shop sells (${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--sell",
      paramLabel = "TIME",
      defaultValue = "20s",
      converter = DurationConverter.class,
      description = "How long it sells before the proof, as 20s, 5m or 1h (${DEFAULT-VALUE}).")
  private Duration time;

  @Option(names = "--seed", defaultValue = "1", description = "Of all chance (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of all its data; with --once it must be new. Default: .tidemark.")
  private Path data;

  @Option(
      names = "--ports",
      paramLabel = "default|free",
      description = "The usual ports, or ones that nobody uses; else those it had last time.")
  private PortChoice ports;

  @Override
  public Integer call() {
    Clock clock = Clock.systemUTC();
    // the front door became this process: the time of its building counts
    Instant start = ProcessHandle.current().info().startInstant().orElseGet(clock::instant);
    Narrator narrator = new Narrator(spec.commandLine().getOut(), clock, start);
    DemoOptions options = options(clock);
    DevstackLayout layout = DevstackLayout.of(once ? newFolder() : usualFolder());
    narrator.say("all is built; the data folder is " + layout.data());
    Demo.run(options, narrator, layout, Devstack.open(layout, devstackOptions(narrator)));
    return 0;
  }

  private DemoOptions options(Clock clock) {
    LocalDate today = LocalDate.now(clock);
    try {
      return new DemoOptions(
          root(),
          once,
          chaos,
          new HistoryOptions(today.minusYears(YEARS), today, orders, seed),
          new SellOptions(rate, seed, Long.MAX_VALUE, clock),
          time);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** With --once nothing of the outside, so that a devstack that runs is never touched. */
  private DevstackOptions devstackOptions(Narrator narrator) {
    if (once) {
      return new DevstackOptions(
          Optional.of(ports == null ? PortChoice.FREE : ports),
          Optional.empty(),
          Map.of(),
          narrator::say);
    }
    return new DevstackOptions(
        Optional.ofNullable(ports),
        Optional.ofNullable(System.getenv("DEVSTACK_CLICKHOUSE_URL")).map(URI::create),
        System.getenv(),
        narrator::say);
  }

  private Path root() {
    String root = System.getenv("TIDEMARK_ROOT");
    if (root == null) {
      throw new ParameterException(
          spec.commandLine(), "the demo is started by the front door: scripts/tidemark demo");
    }
    return Path.of(root);
  }

  private Path usualFolder() {
    return data != null
        ? data
        : Path.of(Optional.ofNullable(System.getenv("TIDEMARK_DATA")).orElse(".tidemark"));
  }

  /** It is deleted at the end, so nobody else's may be in it. */
  private Path newFolder() {
    try {
      if (data == null) {
        return Files.createTempDirectory("tidemark-demo-");
      }
      if (Files.exists(data)) {
        throw new ParameterException(
            spec.commandLine(),
            "%s is there already; with --once the folder must be new, since it is deleted at the end"
                .formatted(data));
      }
      return data;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
