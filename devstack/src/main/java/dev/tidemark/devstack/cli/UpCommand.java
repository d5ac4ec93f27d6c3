package dev.tidemark.devstack.cli;

import dev.tidemark.devstack.Devstack;
import dev.tidemark.devstack.DevstackOptions;
import dev.tidemark.devstack.host.Stopwatch;
import dev.tidemark.devstack.settings.ComponentName;
import dev.tidemark.devstack.settings.DevstackLayout;
import dev.tidemark.devstack.settings.PortChoice;
import java.io.PrintWriter;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "up",
    description = "Starts what is down and waits until it works; what works is left alone.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Option(
      names = "--ports",
      paramLabel = "default|free",
      description = "The usual ports, or ones that nobody uses; else those it had last time.")
  private PortChoice ports;

  @Option(
      names = "--only",
      paramLabel = "NAMES",
      split = ",",
      description =
          "Only these and what they need: kafka, registry, mariadb, postgres, clickhouse, connect.")
  private List<String> only = List.of();

  @Option(
      names = "--with",
      paramLabel = "NAMES",
      split = ",",
      description = "These too, which are not started else: postgres. Once is enough.")
  private List<String> with = List.of();

  @Option(
      names = "--clickhouse",
      paramLabel = "URL",
      defaultValue = "${env:DEVSTACK_CLICKHOUSE_URL}",
      description = "A ClickHouse server that runs already, used in place of our own.")
  private URI clickhouse;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    DevstackLayout layout = data.layout();
    Set<ComponentName> names = names(layout);
    Stopwatch watch = new Stopwatch();
    DevstackOptions options =
        new DevstackOptions(
            Optional.ofNullable(ports),
            Optional.ofNullable(clickhouse),
            System.getenv(),
            line -> out.println("  " + line));
    Devstack.open(layout, options).up(names);
    out.println(
        "The devstack is up (%s). Addresses and passwords: %s"
            .formatted(watch, layout.envFile().path()));
    return 0;
  }

  private Set<ComponentName> names(DevstackLayout layout) {
    Set<ComponentName> names = EnumSet.noneOf(ComponentName.class);
    if (only.isEmpty()) {
      names.addAll(layout.usual());
    }
    try {
      only.forEach(name -> names.add(ComponentName.parse(name)));
      with.forEach(name -> names.add(ComponentName.parse(name)));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return names;
  }
}
