package dev.tidemark.ingest;

import dev.tidemark.contract.conf.ConfException;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.ingest.failure.IngestException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;

/** Entry point of ingest. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = "Turns conf/sources into topics and connectors.",
    synopsisSubcommandLabel = "apply|diff|status|errors|pause|resume|restart|reread|infer|remove")
public final class IngestCommand {
  private IngestCommand() {}

  public static void main(String[] arguments) {
    System.exit(commandLine(Environment.ofProcess()).execute(arguments));
  }

  static CommandLine commandLine(Environment environment) {
    return commandLine(environment, new InputStreamReader(System.in, StandardCharsets.UTF_8));
  }

  /**
   * Apart from the process, so that a test can run it.
   *
   * @param input where a person's answers come from
   */
  static CommandLine commandLine(Environment environment, Reader input) {
    return new CommandLine(new IngestCommand())
        .addSubcommand(new ApplyCommand(environment))
        .addSubcommand(new StatusCommand(environment))
        .addSubcommand(new DiffCommand(environment))
        .addSubcommand(new ErrorsCommand(environment))
        .addSubcommand(new PauseCommand(environment))
        .addSubcommand(new ResumeCommand(environment))
        .addSubcommand(new RestartCommand(environment))
        .addSubcommand(new RereadCommand(environment))
        .addSubcommand(new InferCommand(environment))
        .addSubcommand(new RemoveCommand(environment, input))
        .setExecutionExceptionHandler(failures());
  }

  /** Mistakes in conf end with 2, what fails outside of it with 1; both in plain words. */
  private static IExecutionExceptionHandler failures() {
    return (failure, commandLine, result) -> {
      if (failure instanceof ConfException || failure instanceof IngestException) {
        commandLine.getErr().println(failure.getMessage());
        commandLine.getErr().flush();
        return failure instanceof ConfException ? 2 : 1;
      }
      throw failure;
    };
  }
}
