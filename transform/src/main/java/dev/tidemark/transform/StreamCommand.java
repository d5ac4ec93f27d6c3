package dev.tidemark.transform;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.ConfLoader;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Suggestions;
import dev.tidemark.transform.columns.ColumnsGrewException;
import dev.tidemark.transform.lane.Stage;
import dev.tidemark.transform.lane.StreamJob;
import dev.tidemark.transform.lineage.LineageReporter;
import dev.tidemark.transform.lineage.Node;
import dev.tidemark.transform.metrics.MetricsServer;
import dev.tidemark.transform.metrics.StreamMetrics;
import dev.tidemark.transform.publish.ClickHousePublisher;
import dev.tidemark.transform.sql.Analysis;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "stream",
    description = "Topics to bronze, silver, gold and ClickHouse, until stopped. Safe to repeat.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:all was done once",
      "1:failed; start it again",
      "2:wrong arguments, conf or credentials, or the lake cannot be written",
      "3:another process writes the lane, or took it over",
      "143:stopped by SIGTERM (130 by Ctrl-C); what was committed stands"
    })
final class StreamCommand implements Callable<Integer> {
  /** Before Spark's own, so that the lease is released while there is a file system. */
  private static final int HOOK_PRIORITY = 200;

  private static final long STOP_SECONDS = 20;

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopping;
  private volatile StreamJob running;

  @Mixin private ConfOption conf;
  @Spec private CommandSpec spec;

  @Option(
      names = "--stages",
      split = ",",
      paramLabel = "STAGE",
      description = "what to do of bronze, silver, gold, publish (default: all)")
  private List<String> stages = List.of();

  @Option(
      names = "--datasets",
      split = ",",
      paramLabel = "DATASET",
      description = "which datasets to follow (default: all)")
  private List<String> datasets = List.of();

  @Option(names = "--once", description = "do what is there now, then end")
  private boolean once;

  @Override
  public Integer call() throws Exception {
    Conf whole = ConfLoader.load(conf.folder, Environment.ofProcess());
    StreamJob.Options options = options(whole);
    SparkSession spark = SparkSettings.session("tidemark", whole);
    ShutdownHookManager.get()
        .addShutdownHook(this::stop, HOOK_PRIORITY, STOP_SECONDS + 5, TimeUnit.SECONDS);
    try {
      boolean done = false;
      while (!done && !stopping) { // where silver has grown, all is opened anew
        done = ranToItsEnd(spark, whole, options);
      }
      return 0;
    } finally {
      ended.countDown();
      spark.stop();
    }
  }

  private boolean ranToItsEnd(SparkSession spark, Conf whole, StreamJob.Options options)
      throws Exception {
    KnownConf known = KnownConf.of(whole, spark);
    known.warnings().forEach(this::say);
    try {
      run(spark, known.conf(), known.analysis(), options);
      return true;
    } catch (ColumnsGrewException e) {
      say(e.getMessage());
      return false;
    }
  }

  @SuppressWarnings("try") // the metrics' server works by itself
  private void run(SparkSession spark, Conf whole, Analysis analysis, StreamJob.Options options)
      throws Exception {
    try (ClickHousePublisher publisher =
            options.stages().contains(Stage.PUBLISH)
                ? ClickHousePublisher.connect(
                    spark, whole, analysis, Environment.ofProcess(), Clock.systemUTC())
                : null;
        StreamMetrics metrics = new StreamMetrics(Clock.systemUTC()).withJvm();
        MetricsServer server = serve(whole, metrics);
        LineageReporter lineage =
            whole
                .platform()
                .lineage()
                .map(to -> LineageReporter.start(whole, analysis, to, made(options), metrics))
                .orElse(null);
        StreamJob job =
            StreamJob.open(
                spark,
                whole,
                analysis,
                options,
                new StreamJob.Outlets(Optional.ofNullable(publisher), metrics))) {
      say(
          "streaming %s datasets; %s"
              .formatted(
                  options.datasets().isEmpty()
                      ? whole.datasets().size()
                      : options.datasets().size(),
                  spark.sparkContext().uiWebUrl().isDefined()
                      ? "Spark UI: " + spark.sparkContext().uiWebUrl().get()
                      : "the Spark UI is off"));
      running = job;
      if (stopping) {
        job.stop();
      }
      job.run();
      if (lineage != null) {
        lineage.completed();
      }
    }
  }

  /** What this run makes of all that lineage knows. */
  private static Predicate<Node> made(StreamJob.Options options) {
    return node ->
        switch (node.kind()) {
          case BRONZE, SILVER ->
              options.stages().contains(Stage.parse(node.kind().toString()))
                  && (options.datasets().isEmpty() || options.datasets().contains(node.name()));
          case GOLD -> options.stages().contains(Stage.GOLD);
          case CLICKHOUSE -> options.stages().contains(Stage.PUBLISH);
          case TABLE, TOPIC, API -> true;
        };
  }

  /** Nothing while conf names no port. */
  private static MetricsServer serve(Conf whole, StreamMetrics metrics) {
    OptionalInt port = whole.platform().stream().metricsPort();
    return port.isPresent() ? MetricsServer.start(port.getAsInt(), metrics::text) : null;
  }

  /** Returns when the job has ended, or after a while. */
  private void stop() {
    stopping = true;
    StreamJob job = running;
    if (job != null) {
      job.stop();
    }
    try {
      ended.await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private StreamJob.Options options(Conf whole) {
    Set<Stage> chosen = EnumSet.noneOf(Stage.class);
    for (String stage : stages) {
      try {
        chosen.add(Stage.parse(stage));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), e.getMessage(), e);
      }
    }
    for (String dataset : datasets) {
      if (!whole.datasets().containsKey(dataset)) {
        throw new ParameterException(
            spec.commandLine(),
            "dataset '%s' is not in conf; %s"
                .formatted(dataset, Suggestions.didYouMean(dataset, whole.datasets().keySet())));
      }
    }
    return new StreamJob.Options(
        chosen.isEmpty() ? Stage.all() : chosen, new TreeSet<>(datasets), once);
  }

  private void say(String sentence) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(sentence);
    out.flush();
  }
}
