package dev.tidemark.backfill;

import dev.tidemark.contract.conf.ConfException;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.ingest.signal.SignalException;
import dev.tidemark.transform.lane.LeaseHeldException;
import dev.tidemark.transform.lane.LeaseLostException;
import dev.tidemark.transform.table.LakeException;
import dev.tidemark.transform.table.StaleWriterException;
import dev.tidemark.transform.topics.BrokerException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The class that spark-submit starts. */
@Command(
    name = "backfill",
    description = "Brings a range of event time through the path again.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "run|status")
public final class BackfillCommand implements Runnable {
  static final int FAILED = 1;
  static final int WRONG = 2;
  static final int BUSY = 3;

  @Spec private CommandSpec spec;

  private BackfillCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a word: run or status");
  }

  static CommandLine commandLine(Environment environment) {
    return new CommandLine(new BackfillCommand())
        .addSubcommand(new RunCommand(environment))
        .addSubcommand(new StatusCommand(environment))
        .setExecutionExceptionHandler(
            (failure, commandLine, parsed) -> {
              PrintWriter err = commandLine.getErr();
              err.println(isExpected(failure) ? failure.getMessage() : trace(failure));
              err.flush();
              return exitCode(failure);
            });
  }

  private static int exitCode(Throwable failure) {
    if (failure instanceof ConnectorBusyException
        || failure instanceof LeaseHeldException
        || failure instanceof LeaseLostException
        || failure instanceof StaleWriterException) {
      return BUSY;
    }
    return failure instanceof ConfException || failure instanceof LakeException ? WRONG : FAILED;
  }

  private static boolean isExpected(Throwable failure) {
    return exitCode(failure) != FAILED
        || failure instanceof BackfillException
        || failure instanceof SignalException
        || failure instanceof BrokerException;
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  public static void main(String[] arguments) {
    System.exit(commandLine(Environment.ofProcess()).execute(arguments));
  }
}
