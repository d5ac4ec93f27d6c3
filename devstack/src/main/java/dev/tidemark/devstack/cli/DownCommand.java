package dev.tidemark.devstack.cli;

import dev.tidemark.devstack.Devstack;
import dev.tidemark.devstack.DevstackOptions;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "down",
    description = "Stops all its processes; the data stays unless --clean is given.",
    mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOption data;
  @ArgGroup private Fate fate = new Fate();

  /** What becomes of the data. */
  static final class Fate {
    @Option(names = "--keep-data", description = "Leaves all data for the next up (the default).")
    private boolean keep;

    @Option(names = "--clean", description = "Deletes all data, the lake too.")
    private boolean clean;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    DevstackOptions options =
        new DevstackOptions(
            Optional.empty(), Optional.empty(), Map.of(), line -> out.println("  " + line));
    Optional<Devstack> devstack = Devstack.existing(data.layout(), options);
    if (devstack.isEmpty()) {
      out.println("There is no devstack at " + data.layout().data());
      return 0;
    }
    devstack.get().down();
    if (fate.clean) {
      devstack.get().clean();
    }
    out.println(
        fate.clean && !fate.keep
            ? "The devstack is down and its data is deleted"
            : "The devstack is down; its data is in " + data.layout().data());
    return 0;
  }
}
