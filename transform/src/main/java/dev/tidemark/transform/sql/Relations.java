package dev.tidemark.transform.sql;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.View;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;

/**
 * Sessions in which conf's SQL finds its tables: datasets by name, and the views over them, in
 * whatever order their files stand.
 */
public final class Relations {
  private final Conf conf;

  public Relations(Conf conf) {
    this.conf = conf;
  }

  /** Gives a dataset's live rows, as a relation of the session. */
  @FunctionalInterface
  public interface LiveRows {
    org.apache.spark.sql.Dataset<Row> of(SparkSession session, Dataset dataset);
  }

  /** A session in which {@code sql}, which was checked, can be run. */
  public SparkSession sessionFor(String sql, SparkSession spark, LiveRows rows) {
    SparkSession session = newSession(spark);
    putInto(session, sql, rows);
    return session;
  }

  /**
   * Lets {@code sql}, which was checked, find these rows in a session, whatever it found before.
   */
  public void putInto(SparkSession session, String sql, LiveRows rows) {
    register(sql, session, rows, new TreeSet<>());
  }

  /** Names of the datasets that {@code sql} reads, through views too. */
  public Set<String> datasetsOf(String sql, SparkSession spark) {
    Set<String> names = new TreeSet<>();
    Set<String> seen = new TreeSet<>();
    collect(sql, spark, names, seen);
    return names;
  }

  /** Texts of the views that {@code sql} reads, through views too, by name. */
  List<String> viewTexts(String sql, SparkSession spark) {
    Set<String> seen = new TreeSet<>();
    collect(sql, spark, new TreeSet<>(), seen);
    return seen.stream()
        .filter(conf.views()::containsKey)
        .map(name -> name + ": " + conf.views().get(name).sql())
        .toList();
  }

  /** A session for SQL of conf: times are UTC. */
  public static SparkSession newSession(SparkSession spark) {
    SparkSession session = spark.newSession();
    session.conf().set("spark.sql.session.timeZone", "UTC");
    return session;
  }

  static org.apache.spark.sql.Dataset<Row> empty(SparkSession session, Dataset dataset) {
    return session.createDataFrame(List.of(), DatasetColumns.of(dataset));
  }

  private void register(String sql, SparkSession session, LiveRows rows, Set<String> done) {
    for (String name : references(session, sql)) {
      if (!done.add(name)) {
        continue;
      }
      Dataset dataset = conf.datasets().get(name);
      View view = conf.views().get(name);
      if (dataset != null) {
        rows.of(session, dataset).createOrReplaceTempView(name);
      } else if (view != null) {
        register(view.sql(), session, rows, done);
        session.sql(view.sql()).createOrReplaceTempView(name);
      }
    }
  }

  private void collect(String sql, SparkSession spark, Set<String> names, Set<String> seen) {
    for (String name : references(spark, sql)) {
      if (!seen.add(name)) {
        continue;
      }
      if (conf.datasets().containsKey(name)) {
        names.add(name);
      } else if (conf.views().containsKey(name)) {
        collect(conf.views().get(name).sql(), spark, names, seen);
      }
    }
  }

  /** Names as conf spells them: SQL does not tell case apart. */
  private Set<String> references(SparkSession session, String sql) {
    try {
      return ViewOrder.known(conf, SqlReferences.of(session, sql));
    } catch (ParseException e) {
      throw new IllegalStateException("SQL that was checked does not parse", e);
    }
  }
}
