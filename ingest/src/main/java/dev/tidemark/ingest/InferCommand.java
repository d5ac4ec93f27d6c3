package dev.tidemark.ingest;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.ConfException;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.FileSource;
import dev.tidemark.contract.conf.FileTable;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.ingest.failure.IngestErrors;
import dev.tidemark.ingest.filesource.SampleTable;
import dev.tidemark.ingest.infer.ColumnsBlock;
import dev.tidemark.ingest.infer.Sample;
import dev.tidemark.ingest.infer.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a sample tell the columns of a table of files. */
@Command(
    name = "infer",
    mixinStandardHelpOptions = true,
    description =
        "Reads a sample as the connector would, by what conf says of the table (format, delimiter, charset …), and proposes its columns: names, the narrowest types that take every value, formats of dates. Nothing is sent anywhere.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:proposed, and written with --write",
      "1:the sample cannot be read, or has no record",
      "2:wrong arguments or conf"
    })
final class InferCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "SOURCE", description = "Its name in conf/sources.")
  private String name;

  @Parameters(index = "1", paramLabel = "TABLE", description = "One of its tables.")
  private String table;

  @Parameters(index = "2", paramLabel = "FILE", description = "The sample; it may lie anywhere.")
  private Path file;

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many to look at (default: ${DEFAULT-VALUE}).")
  private int records;

  @Option(names = "--write", description = "Write them into conf/sources, if the table has none.")
  private boolean write;

  @Option(
      names = "--conf",
      paramLabel = "DIR",
      defaultValue = "conf",
      description = "The folder that holds tidemark.yaml (default: ${DEFAULT-VALUE}).")
  private Path folder;

  InferCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (records < 1) {
      throw new ParameterException(spec.commandLine(), "--records is 1 or more, not " + records);
    }
    Conf conf = IngestConf.load(folder, environment);
    Source source = IngestConf.sources(conf, Optional.of(name)).iterator().next();
    FileTable of = table(source);
    SampleTable read = SampleTable.of((FileSource) source, of);
    List<String> block = block(read);
    if (block.isEmpty()) {
      throw IngestErrors.noRecord(file.toString());
    }
    block.forEach(spec.commandLine().getOut()::println);
    if (write) {
      write(source, of, block);
    }
    spec.commandLine().getOut().flush();
    return 0;
  }

  private FileTable table(Source source) {
    if (!(source instanceof FileSource files)) {
      throw mistake(
          source,
          "/kind",
          "source '%s' is of kind %s: its database tells the columns"
              .formatted(name, source.kind()),
          "run ingest apply");
    }
    return files.files().stream()
        .filter(known -> known.name().equals(table))
        .findFirst()
        .orElseThrow(
            () ->
                mistake(
                    source,
                    "/tables",
                    "source '%s' has no table '%s'".formatted(name, table),
                    "add it with files: and format:, or name one of "
                        + String.join(", ", source.tables())));
  }

  private List<String> block(SampleTable read) {
    try {
      Sample sample = Sample.of(file, read.config(), read.largestRecord(), records);
      return ColumnsBlock.of(sample, read.numbers(), read.zone());
    } catch (IOException e) {
      throw IngestErrors.fileNotRead(file.toString(), e);
    }
  }

  private void write(Source source, FileTable of, List<String> block) {
    if (!of.columns().isEmpty()) {
      throw mistake(
          source,
          "/tables/%s/columns".formatted(table),
          "table '%s' has columns already".formatted(table),
          "compare them with those above, and change them by hand");
    }
    Path target = source.at().file();
    Path next = target.resolveSibling(target.getFileName() + ".next");
    try {
      List<String> lines = Files.readAllLines(target);
      if (!SourceFile.hasPlace(lines, source.at(), table)) {
        throw mistake(
            source,
            "/tables/%s/format".formatted(table),
            "table '%s' has not a line for each of its keys, so the columns have no place"
                .formatted(table),
            "give each key a line of its own, or write the columns in by hand");
      }
      Files.write(next, SourceFile.with(lines, source.at(), table, block));
      Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw IngestErrors.fileNotWritten(target.toString(), e);
    }
    spec.commandLine().getOut().println("wrote " + target);
  }

  private static ConfException mistake(Source source, String pointer, String what, String remedy) {
    return new ConfException(List.of(source.at().problem(pointer, what, remedy)));
  }
}
