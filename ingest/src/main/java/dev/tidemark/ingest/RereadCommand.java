package dev.tidemark.ingest;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.ConfException;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.FileSource;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.contract.conf.Suggestions;
import dev.tidemark.ingest.control.ConnectClient;
import dev.tidemark.ingest.control.Pause;
import dev.tidemark.ingest.reread.KnownFiles;
import dev.tidemark.ingest.reread.Reread;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has files read once more. */
@Command(
    name = "reread",
    mixinStandardHelpOptions = true,
    description =
        "Has files of a source read again from their beginning: those that are named, or those last written in a range of days (UTC, --to not included). The connector is stopped for a moment. Rows take their own places by their keys.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:they are being read",
      "1:Connect did not answer or refused, or no file is of the range",
      "2:wrong arguments or conf, or a file that was never read"
    })
final class RereadCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "SOURCE", description = "Its name in conf/sources.")
  private String name;

  @Parameters(
      index = "1..*",
      paramLabel = "FILE",
      description = "Paths below the folder, with / between.")
  private List<String> files = List.of();

  @Option(names = "--from", paramLabel = "DATE", description = "The first day, such as 2026-11-01.")
  private LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", description = "The day after the last one.")
  private LocalDate to;

  @Option(names = "--dry-run", description = "Name the files and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--conf",
      paramLabel = "DIR",
      defaultValue = "conf",
      description = "The folder that holds tidemark.yaml (default: ${DEFAULT-VALUE}).")
  private Path folder;

  RereadCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    requireOneChoice();
    Conf conf = IngestConf.load(folder, environment);
    Source source = IngestConf.sources(conf, Optional.of(name)).iterator().next();
    if (!(source instanceof FileSource)) {
      throw mistake(
          source,
          "source '%s' is of kind %s and has no files".formatted(name, source.kind()),
          "rows of a database come again with: backfill run --route source");
    }
    Pause pause = Pause.sleeping();
    ConnectClient connect = CommonOptions.connectOf(conf, pause);
    KnownFiles known = new KnownFiles(connect.offsets(name));
    List<String> chosen = files.isEmpty() ? ofRange(known) : named(source, known);
    chosen.forEach(file -> say("  " + file));
    if (chosen.isEmpty()) {
      say(
          "none of the %s files that were read was last written in this range"
              .formatted(known.names().size()));
      return 1;
    }
    if (!dryRun) {
      new Reread(connect, pause).run(name, known, chosen);
    }
    say(
        "%s %s read again"
            .formatted(
                chosen.size() == 1 ? "1 file" : chosen.size() + " files",
                dryRun ? "would be" : "will be"));
    return 0;
  }

  private void requireOneChoice() {
    boolean ranged = from != null || to != null;
    if (files.isEmpty() != ranged) {
      throw new ParameterException(
          spec.commandLine(), "name files, or a range with --from and --to; not both");
    }
    if (ranged && (from == null || to == null || !from.isBefore(to))) {
      throw new ParameterException(
          spec.commandLine(), "a range needs --from and a later --to, which is not included");
    }
  }

  private List<String> ofRange(KnownFiles known) {
    return known.modified(
        from.atStartOfDay(ZoneOffset.UTC).toInstant(), to.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private List<String> named(Source source, KnownFiles known) {
    List<Problem> problems = new ArrayList<>();
    for (String file : files) {
      if (!known.has(file)) {
        problems.add(
            source
                .at()
                .problem(
                    "/folder",
                    "file '%s' was never read".formatted(file),
                    Suggestions.nearest(file, known.names())
                        .map("did you mean '%s'?"::formatted)
                        .orElse("name it by its path below the folder, with / between")));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfException(problems);
    }
    return files;
  }

  private static ConfException mistake(Source source, String what, String remedy) {
    return new ConfException(List.of(source.at().problem("/kind", what, remedy)));
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
