package dev.tidemark.transform;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.transform.columns.Growth;
import dev.tidemark.transform.sql.Analysis;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Conf with what silver knows beyond it, and its SQL analysed over that.
 *
 * @param warnings for a person
 */
public record KnownConf(Conf conf, Analysis analysis, List<String> warnings) {

  /**
   * SQL sees the columns that silver has grown, unless one of them would break SQL that works
   * without: a source must not stop gold by a new column.
   *
   * @throws dev.tidemark.contract.conf.ConfException if conf has mistakes
   */
  public static KnownConf of(Conf conf, SparkSession spark) {
    Conf known = new Growth(spark, conf.platform().lake()).known(conf);
    Growth.warn(conf, known);
    Analysis analysis = Analysis.of(known, spark);
    if (analysis.problems().isEmpty()) {
      return new KnownConf(known, analysis, List.of());
    }
    Conf hidden = Growth.hidden(conf, known);
    return new KnownConf(
        hidden,
        Analysis.of(hidden, spark).orThrow(),
        List.of(
            "warning: SQL in conf does not see the columns that conf has not (run ingest apply to write them down), because it would not work with them: "
                + analysis.problems().get(0)));
  }
}
