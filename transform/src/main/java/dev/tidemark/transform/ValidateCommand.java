package dev.tidemark.transform;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.ConfException;
import dev.tidemark.contract.conf.ConfLoader;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.transform.sql.Analysis;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "validate",
    description = "Checks conf: structure, names, and every SQL text. Touches no other system.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:conf can be used", "2:conf has mistakes; all are named"})
final class ValidateCommand implements Callable<Integer> {
  @Mixin private ConfOption conf;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ConfLoader.Result read = ConfLoader.read(conf.folder, Environment.ofProcess());
    List<Problem> mistakes = new ArrayList<>(read.problems());
    PrintWriter out = spec.commandLine().getOut();
    if (read.conf().isPresent()) {
      Analysis analysis = analyse(read.conf().get());
      mistakes.addAll(analysis.problems());
      analysis.warnings().forEach(warning -> out.println("warning: " + warning));
    }
    if (!mistakes.isEmpty()) {
      throw new ConfException(mistakes.stream().distinct().toList());
    }
    Conf whole = read.conf().orElseThrow();
    out.printf(
        "conf %s is sound: %s sources, %s datasets, %s views, %s models%n",
        conf.folder,
        whole.sources().size(),
        whole.datasets().size(),
        whole.views().size(),
        whole.gold().size());
    out.flush();
    return 0;
  }

  private static Analysis analyse(Conf conf) {
    SparkSession spark = SparkSettings.withoutUi("tidemark validate", conf);
    try {
      return Analysis.of(conf, spark);
    } finally {
      spark.stop();
    }
  }
}
