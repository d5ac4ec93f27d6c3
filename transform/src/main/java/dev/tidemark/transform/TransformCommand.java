package dev.tidemark.transform;

import dev.tidemark.contract.conf.ConfException;
import dev.tidemark.transform.lane.LeaseHeldException;
import dev.tidemark.transform.lane.LeaseLostException;
import dev.tidemark.transform.publish.ClickHouseRefusedException;
import dev.tidemark.transform.table.LakeException;
import dev.tidemark.transform.table.StaleWriterException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The class that spark-submit starts. */
@Command(
    name = "tidemark",
    description = "Topics to bronze, silver, gold and ClickHouse.",
    subcommands = {
      StreamCommand.class,
      RebaseCommand.class,
      ValidateCommand.class,
      StatusCommand.class
    },
    mixinStandardHelpOptions = true)
public final class TransformCommand implements Runnable {
  static final int FAILED = 1;
  static final int WRONG_CONF = 2;
  static final int LANE_HELD = 3;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "name a word: stream, rebase, validate or status");
  }

  static CommandLine commandLine() {
    return new CommandLine(new TransformCommand())
        .setExitCodeExceptionMapper(TransformCommand::exitCode)
        .setExecutionExceptionHandler(
            (failure, commandLine, parsed) -> {
              PrintWriter err = commandLine.getErr();
              err.println(isExpected(failure) ? failure.getMessage() : trace(failure));
              err.flush();
              return exitCode(failure);
            });
  }

  private static int exitCode(Throwable failure) {
    if (failure instanceof LeaseHeldException
        || failure instanceof LeaseLostException
        || failure instanceof StaleWriterException) {
      return LANE_HELD;
    }
    boolean wrong =
        failure instanceof ConfException
            || failure instanceof ClickHouseRefusedException
            || failure instanceof LakeException
            || failure instanceof ParameterException;
    return wrong ? WRONG_CONF : FAILED;
  }

  private static boolean isExpected(Throwable failure) {
    return exitCode(failure) != FAILED;
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  public static void main(String[] args) {
    int code = commandLine().execute(args);
    System.exit(code);
  }
}
