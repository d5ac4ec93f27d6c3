package dev.tidemark.devstack.cli;

import dev.tidemark.devstack.Devstack;
import dev.tidemark.devstack.DevstackOptions;
import dev.tidemark.devstack.supervise.ComponentStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "status",
    description = "Asks each process whether it works; exit code 1 when one does not.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private static final long KIB_PER_MIB = 1024;

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    DevstackOptions options =
        new DevstackOptions(Optional.empty(), Optional.empty(), Map.of(), line -> {});
    List<ComponentStatus> found =
        Devstack.existing(data.layout(), options).map(Devstack::status).orElse(List.of());
    if (json) {
      out.println(
          found.stream().map(StatusCommand::json).collect(Collectors.joining(",", "[", "]")));
    } else if (found.isEmpty()) {
      out.println("There is no devstack at %s; start one: up".formatted(data.layout().data()));
    } else {
      found.forEach(one -> out.println(line(one)));
    }
    return !found.isEmpty() && found.stream().allMatch(ComponentStatus::isUp) ? 0 : 1;
  }

  private static String line(ComponentStatus status) {
    String process =
        status.pid() == 0
            ? ""
            : "pid %s, %s MiB".formatted(status.pid(), status.residentKib() / KIB_PER_MIB);
    return "%-10s  %-6s  %-24s  %s"
        .formatted(status.name(), state(status), status.address(), process)
        .stripTrailing();
  }

  private static String json(ComponentStatus status) {
    return "{\"component\":\"%s\",\"state\":\"%s\",\"address\":\"%s\",\"pid\":%s,\"residentKib\":%s}"
        .formatted(
            status.name(), state(status), status.address(), status.pid(), status.residentKib());
  }

  private static String state(ComponentStatus status) {
    return status.state().name().toLowerCase(Locale.ROOT);
  }
}
