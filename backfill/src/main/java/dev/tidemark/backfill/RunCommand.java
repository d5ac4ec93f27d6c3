package dev.tidemark.backfill;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Suggestions;
import dev.tidemark.contract.time.Interval;
import dev.tidemark.transform.SparkSettings;
import dev.tidemark.transform.ledger.Ledger;
import dev.tidemark.transform.ledger.Route;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    description = {
      "Brings whole intervals of a dataset through the path again, newest first. Safe to repeat.",
      "--route source: the connector emits the source's rows again (no query of ours on the"
          + " source).",
      "--route bronze: silver is derived again from what was read before.",
      "A running stream does the work between its batches; where none runs, this command does it."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every interval is done",
      "1:an interval failed, or a component did not answer; run again",
      "2:wrong arguments or conf",
      "3:another backfill reads the same source, or another process took the lane over"
    })
final class RunCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Environment environment;

  @Mixin private ConfOption conf;
  @Spec private CommandSpec spec;

  @Option(names = "--dataset", required = true, paramLabel = "NAME", description = "which dataset")
  private String dataset;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DATE",
      description = "first interval; a date, or date and time for hours, in the dataset's zone")
  private String from;

  @Option(names = "--to", required = true, paramLabel = "DATE", description = "end, excluded")
  private String to;

  @Option(
      names = "--route",
      required = true,
      paramLabel = "source|bronze",
      description = "where to re-enter the path")
  private String route;

  RunCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Request request = request(conf.load(environment));
    SparkSession spark = SparkSettings.withoutUi("tidemark backfill", request.conf());
    try {
      Lines lines = new Lines(spec.commandLine().getOut(), request.cut());
      Ledger ledger =
          Ledger.open(
              spark,
              request.conf().platform().lake(),
              spark.sessionState().newHadoopConf(),
              Clock.systemUTC());
      LaneSeat lane = new LaneSeat(spark, request.conf(), request.dataset().lane(), lines);
      lines.begin(request);
      boolean done =
          switch (request.route()) {
            case SOURCE -> new SourceRoute(spark, ledger, lane, lines).run(request);
            case BRONZE -> new BronzeRoute(ledger, lane, lines).run(request);
          };
      lines.end(request, done, lane.ranHere());
      return done ? 0 : BackfillCommand.FAILED;
    } finally {
      spark.stop();
    }
  }

  private Request request(Conf whole) {
    Dataset chosen =
        Optional.ofNullable(whole.datasets().get(dataset))
            .orElseThrow(
                () ->
                    wrong(
                        "dataset '%s' is not in conf; %s"
                            .formatted(
                                dataset,
                                Suggestions.didYouMean(dataset, whole.datasets().keySet()))));
    if (chosen.interval().isEmpty()) {
      throw wrong(
          "dataset '%s' has no interval, so no range of it can be named; give it one in %s, or rebuild its silver whole"
              .formatted(dataset, "conf/datasets/" + dataset + ".yaml"));
    }
    try {
      Route way = Route.parse(route);
      List<Interval> intervals = new RangeCut(chosen.interval().get()).newestFirst(from, to);
      return new Request(runId(Instant.now()), whole, chosen, way, intervals);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private static String runId(Instant now) {
    return "b" + STAMP.format(now) + "-" + UUID.randomUUID().toString().substring(0, 4);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
