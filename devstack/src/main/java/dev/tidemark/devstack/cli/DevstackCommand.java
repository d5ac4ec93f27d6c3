package dev.tidemark.devstack.cli;

import dev.tidemark.devstack.demo.DemoException;
import dev.tidemark.devstack.shop.ShopException;
import dev.tidemark.devstack.supervise.DevstackException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.UnmatchedArgumentException;

/** Real Kafka, Connect, registry, MariaDB and ClickHouse on this machine. */
@Command(
    name = "tidemark",
    description = "Real Kafka, Connect, registry, MariaDB and ClickHouse on this machine.",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      StatusCommand.class,
      DownCommand.class,
      ShopCommand.class
    },
    synopsisSubcommandLabel = "WORD",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:wrong arguments or configuration, a port in use among them"
    })
public final class DevstackCommand {
  private DevstackCommand() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(commandLine(out, err).execute(args));
  }

  /** Apart from main, so that a test can run it and read what it prints. */
  public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return new CommandLine(new DevstackCommand())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(
            (wrong, arguments) -> {
              PrintWriter to = wrong.getCommandLine().getErr();
              to.println(wrong.getMessage());
              UnmatchedArgumentException.printSuggestions(wrong, to);
              to.printf(
                  "%s --help tells more%n",
                  wrong.getCommandLine().getCommandSpec().qualifiedName());
              return ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (failure instanceof DevstackException known) {
                command.getErr().println(known.getMessage());
                return known instanceof DevstackException.Misconfigured
                    ? ExitCode.USAGE
                    : ExitCode.SOFTWARE;
              }
              if (failure instanceof ShopException known) {
                command.getErr().println(known.getMessage());
                return ExitCode.SOFTWARE;
              }
              if (failure instanceof DemoException known) {
                command.getErr().println(known.getMessage());
                return ExitCode.SOFTWARE;
              }
              failure.printStackTrace(command.getErr());
              return ExitCode.SOFTWARE;
            });
  }
}
