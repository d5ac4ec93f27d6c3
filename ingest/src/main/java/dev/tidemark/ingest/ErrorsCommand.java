package dev.tidemark.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.FileSource;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.ingest.control.ConnectClient;
import dev.tidemark.ingest.control.ConnectorStatus;
import dev.tidemark.ingest.control.Pause;
import dev.tidemark.ingest.failure.Redaction;
import dev.tidemark.ingest.trouble.FileTroubles;
import dev.tidemark.ingest.trouble.Trouble;
import dev.tidemark.ingest.wire.ConnectValues;
import dev.tidemark.ingest.wire.TopicTail;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What went wrong lately. */
@Command(
    name = "errors",
    mixinStandardHelpOptions = true,
    description =
        "Shows what went wrong before Kafka: connectors that have failed, records of files that are no rows, files that are broken, changed, unreadable, or whose fields drift. Records that silver refused are in the table _tidemark/quarantine.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:shown, be there any or none",
      "1:a component did not answer",
      "2:wrong arguments or conf"
    })
final class ErrorsCommand implements Callable<Integer> {
  private static final int WIDEST_RAW = 60;

  private final Environment environment;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "The newest of each source (default: ${DEFAULT-VALUE}; 1 to 1000).")
  private int limit;

  ErrorsCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > 1_000) {
      throw new ParameterException(spec.commandLine(), "--limit is 1 to 1000, not " + limit);
    }
    Conf conf = IngestConf.load(common.folder(), environment);
    ConnectClient connect = common.connect(conf, Pause.sleeping());
    List<Trouble> troubles = new ArrayList<>();
    try (TopicTail tail = new TopicTail(conf.platform().bootstrapServers())) {
      FileTroubles files = new FileTroubles(tail, new ConnectValues(conf.platform().registry()));
      for (Source source : IngestConf.sources(conf, common.source())) {
        failure(source, connect, troubles);
        if (source instanceof FileSource) {
          troubles.addAll(files.newest(source.name(), limit));
        }
      }
    }
    print(troubles);
    return 0;
  }

  private void failure(Source source, ConnectClient connect, List<Trouble> troubles) {
    Redaction redaction = Redaction.of(source, environment);
    connect
        .status(source.name())
        .flatMap(ConnectorStatus::failure)
        .ifPresent(
            why ->
                troubles.add(
                    new Trouble(
                        source.name(),
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        "failed",
                        "connector " + source.name(),
                        redaction.clean(why) + "; mend it, then run ingest apply",
                        "")));
  }

  private void print(List<Trouble> troubles) {
    PrintWriter out = spec.commandLine().getOut();
    if (common.output() == Output.json) {
      out.println(json(troubles).toPrettyString());
    } else if (troubles.isEmpty()) {
      out.println("no errors");
    } else {
      for (Trouble trouble : troubles) {
        out.println(
            "%s  %s  %s  %s: %s"
                .formatted(
                    trouble.at().truncatedTo(ChronoUnit.SECONDS),
                    trouble.source(),
                    trouble.kind(),
                    trouble.where(),
                    trouble.what()));
        if (!trouble.raw().isEmpty()) {
          out.println("    " + shortened(trouble.raw()));
        }
      }
    }
    out.flush();
  }

  /** On one line, without what a terminal would obey. */
  private static String shortened(String raw) {
    String line = raw.replaceAll("\\p{Cntrl}", "·");
    return line.length() <= WIDEST_RAW ? line : line.substring(0, WIDEST_RAW) + "…";
  }

  private static ArrayNode json(List<Trouble> troubles) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Trouble trouble : troubles) {
      all.addObject()
          .put("source", trouble.source())
          .put("at", trouble.at().toString())
          .put("kind", trouble.kind())
          .put("where", trouble.where())
          .put("what", trouble.what())
          .put("raw", trouble.raw());
    }
    return all;
  }
}
