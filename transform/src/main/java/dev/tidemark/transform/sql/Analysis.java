package dev.tidemark.transform.sql;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.ConfException;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/**
 * What Spark says of all of conf's SQL over empty relations.
 *
 * @param models those without mistakes, by name and in that order: gold goes through them so in
 *     each process
 * @param problems every mistake, besides those that the reading of conf has found
 * @param warnings what works but may not be meant
 */
public record Analysis(
    Map<String, AnalysedModel> models, List<Problem> problems, List<Problem> warnings) {
  public Analysis {
    models = Collections.unmodifiableMap(new TreeMap<>(models));
    problems = problems.stream().sorted(Problem.ORDER).distinct().toList();
    warnings = warnings.stream().sorted(Problem.ORDER).distinct().toList();
  }

  /** Looks at every view, model and expectation; nothing is read or written. */
  public static Analysis of(Conf conf, SparkSession spark) {
    return new ConfAnalyser(conf, spark).analyse();
  }

  /**
   * This.
   *
   * @throws ConfException if there is any mistake
   */
  public Analysis orThrow() {
    if (!problems.isEmpty()) {
      throw new ConfException(problems);
    }
    return this;
  }

  /** True if SQL over the dataset can be analysed. */
  static boolean isKnown(Dataset dataset) {
    return !dataset.columns().isEmpty();
  }
}
