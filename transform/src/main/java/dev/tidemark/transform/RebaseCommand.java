package dev.tidemark.transform;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.ConfLoader;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Suggestions;
import dev.tidemark.transform.lane.Position;
import dev.tidemark.transform.lane.Rebase;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "rebase",
    description =
        "Removes the stream's checkpoints and tells where bronze's offsets let it begin. Every"
            + " start of the stream does the same by itself. Safe to repeat.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:done, and told; of the lake alone if Kafka does not answer",
      "1:failed",
      "2:wrong arguments or conf",
      "3:a process writes one of the lanes; stop it, or use --dry-run"
    })
final class RebaseCommand implements Callable<Integer> {
  @Mixin private ConfOption conf;
  @Spec private CommandSpec spec;

  @Option(names = "--dry-run", description = "only tell; works while the stream runs")
  private boolean dryRun;

  @Option(
      names = "--close-holes",
      split = ",",
      paramLabel = "DATASET",
      description =
          "what these datasets lack has come another way, such as a backfill from the source, or is"
              + " given up")
  private List<String> closed = List.of();

  @Override
  public Integer call() throws IOException {
    Conf whole = ConfLoader.load(conf.folder, Environment.ofProcess());
    check(whole);
    SparkSession spark = SparkSettings.withoutUi("tidemark rebase", whole);
    try {
      Rebase rebase = new Rebase(spark, whole, Clock.systemUTC());
      PrintWriter out = spec.commandLine().getOut();
      for (String lane : whole.lanes()) {
        out.println(
            dryRun
                ? "lane %s: nothing is changed".formatted(lane)
                : "lane %s: %s checkpoints removed"
                    .formatted(lane, rebase.removeCheckpoints(lane)));
      }
      Rebase.Told told = rebase.tell();
      told.kafkaTrouble().ifPresent(why -> out.println(why + "; this is the lake's part alone"));
      for (Rebase.Standing standing : told.standings()) {
        tell(out, standing);
        if (closed.contains(standing.dataset().name())) {
          out.println("  closed: offsets %s".formatted(rebase.closeHoles(standing)));
        }
      }
      out.flush();
      return 0;
    } finally {
      spark.stop();
    }
  }

  private void check(Conf whole) {
    if (dryRun && !closed.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--close-holes changes bronze and --dry-run nothing; use one of them");
    }
    for (String dataset : closed) {
      if (!whole.datasets().containsKey(dataset)) {
        throw new ParameterException(
            spec.commandLine(),
            "dataset '%s' is not in conf; %s"
                .formatted(dataset, Suggestions.didYouMean(dataset, whole.datasets().keySet())));
      }
    }
  }

  private static void tell(PrintWriter out, Rebase.Standing standing) {
    out.println(
        "dataset %s, lane %s, topic %s%s"
            .formatted(
                standing.dataset().name(),
                standing.dataset().lane(),
                standing.dataset().topic(),
                standing.anew() ? ", which was made anew: its offsets begin an epoch" : ""));
    if (standing.positions().isEmpty()) {
      out.println("  no topic yet; run 'tidemark ingest apply', which makes it");
    }
    standing.positions().forEach(position -> out.println("  " + text(position)));
  }

  private static String text(Position position) {
    String covered =
        position.covered().isEmpty()
            ? "nothing"
            : position.covered().stream()
                .map(range -> range.from() + ".." + range.until())
                .collect(Collectors.joining(", "));
    String holes =
        position.holes().stream()
            .map(
                hole ->
                    "; HOLE %s..%s, %s offsets"
                        .formatted(hole.from(), hole.until(), hole.until() - hole.from()))
            .collect(Collectors.joining());
    return "partition %s, epoch %s: bronze has %s; Kafka has %s; the next start begins at %s, %s behind%s"
        .formatted(
            position.partition().partition(),
            position.partition().epoch(),
            covered,
            position.kafka().map(range -> range.from() + ".." + range.until()).orElse("unknown"),
            known(position.next()),
            known(position.behind()),
            holes);
  }

  private static String known(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "unknown";
  }
}
