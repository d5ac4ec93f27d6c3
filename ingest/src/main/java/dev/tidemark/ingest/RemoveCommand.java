package dev.tidemark.ingest;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.ingest.control.Pause;
import dev.tidemark.ingest.failure.IngestErrors;
import dev.tidemark.ingest.remove.Removal;
import dev.tidemark.ingest.source.SourceConnector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes one source out again, and says what stays. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description =
        "Removes a source's connector with what Connect remembers of it, so that the next apply reads all rows anew; for Postgres its slot at the source too. Asks before each. Topics and tables stay. Safe to repeat.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything of it is removed",
      "1:something is left: a component refused, or the answer was no",
      "2:wrong arguments or conf, credentials included"
    })
final class RemoveCommand implements Callable<Integer> {
  private static final Set<String> YES = Set.of("y", "yes");

  private final Environment environment;
  private final BufferedReader input;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SOURCE", description = "Its name in conf/sources.")
  private String source;

  @Option(
      names = "--conf",
      paramLabel = "DIR",
      defaultValue = "conf",
      description = "The folder that holds tidemark.yaml (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = {"-y", "--yes"},
      description = "Ask nothing: remove all of it.")
  private boolean yes;

  RemoveCommand(Environment environment, Reader input) {
    this.environment = environment;
    this.input = new BufferedReader(input);
  }

  @Override
  public Integer call() {
    Conf conf = IngestConf.load(folder, environment);
    Source found = IngestConf.sources(conf, Optional.of(source)).iterator().next();
    Pause pause = Pause.sleeping();
    Removal removal =
        new Removal(
            found,
            environment,
            CommonOptions.connectOf(conf, pause),
            pause,
            new Removal.Talk(this::agreed, this::say));
    return removal.run(SourceConnector.settings(found, conf.platform()).settings()) ? 0 : 1;
  }

  /** No answer is a no. */
  private boolean agreed(String question) {
    if (yes) {
      return true;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(question + " [y/N] ");
    out.flush();
    try {
      String answer = input.readLine();
      return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
    } catch (IOException e) {
      throw IngestErrors.fileNotRead("the answer", e);
    }
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
