package dev.tidemark.transform.sql;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.GoldModel;
import dev.tidemark.contract.conf.Located;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.contract.conf.View;
import dev.tidemark.transform.sql.SqlReferences.NotSelectException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * Analyses conf's SQL, going on after each mistake. What rests on something mistaken is left out:
 * one mistake is told once.
 */
final class ConfAnalyser {
  private final Conf conf;
  private final SparkSession session;
  private final SqlProblems sqlProblems;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  /** Datasets and views that can be read. */
  private final Set<String> readable = new TreeSet<>();

  ConfAnalyser(Conf conf, SparkSession spark) {
    this.conf = conf;
    this.session = Relations.newSession(spark);
    Set<String> tables = new TreeSet<>(conf.datasets().keySet());
    tables.addAll(conf.views().keySet());
    this.sqlProblems = new SqlProblems(tables);
  }

  Analysis analyse() {
    conf.datasets().values().forEach(this::dataset);
    views();
    Map<String, AnalysedModel> models = new TreeMap<>();
    conf.gold()
        .values()
        .forEach(model -> model(model).ifPresent(found -> models.put(model.name(), found)));
    return new Analysis(models, problems, warnings);
  }

  private void dataset(Dataset dataset) {
    List<Problem> found = DatasetColumns.problems(dataset);
    problems.addAll(found);
    if (found.isEmpty() && Analysis.isKnown(dataset)) {
      Relations.empty(session, dataset).createOrReplaceTempView(dataset.name());
      readable.add(dataset.name());
      CheckAnalyser checks = new CheckAnalyser(session, problems);
      for (int i = 0; i < dataset.expectations().size(); i++) {
        checks.analyse(dataset, i);
      }
    }
  }

  private void views() {
    Map<String, Set<String>> references = new TreeMap<>();
    for (View view : conf.views().values()) {
      references(view.at(), view.sql()).ifPresent(names -> references.put(view.name(), names));
    }
    ViewOrder order = ViewOrder.of(conf, references);
    order.cycles().forEach(this::cycle);
    for (String name : order.order()) {
      View view = conf.views().get(name);
      if (!order.inCycle(view) && readable.containsAll(references.get(name))) {
        select(view.at(), view.sql())
            .ifPresent(
                rows -> {
                  rows.createOrReplaceTempView(name);
                  readable.add(name);
                });
      }
    }
  }

  private void cycle(List<String> chain) {
    View first = conf.views().get(chain.get(0));
    problems.add(
        new Problem(
            first.at().file(),
            1,
            "the views read each other in a circle: " + String.join(" → ", chain),
            "let one of them read datasets instead"));
  }

  private Optional<Set<String>> references(Located at, String sql) {
    try {
      return Optional.of(ViewOrder.known(conf, SqlReferences.of(session, sql)));
    } catch (AnalysisException e) {
      problems.add(sqlProblems.of(at, sql, e));
    } catch (NotSelectException e) {
      problems.add(sqlProblems.notSelect(at, e.getMessage()));
    }
    return Optional.empty();
  }

  private Optional<org.apache.spark.sql.Dataset<Row>> select(Located at, String sql) {
    try {
      org.apache.spark.sql.Dataset<Row> rows = run(sql);
      Optional<String> breach = Purity.breach(plan(rows));
      breach.ifPresent(what -> problems.add(SqlProblems.impure(at, lineOf(sql, what), what)));
      return breach.isPresent() ? Optional.empty() : Optional.of(rows);
    } catch (AnalysisException e) {
      problems.add(sqlProblems.of(at, sql, e));
      return Optional.empty();
    }
  }

  /** Spark's own method does not declare what it throws. */
  private org.apache.spark.sql.Dataset<Row> run(String sql) throws AnalysisException {
    return session.sql(sql);
  }

  private static LogicalPlan plan(org.apache.spark.sql.Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().analyzed();
  }

  private static int lineOf(String sql, String expression) {
    String word = expression.replaceFirst("\\(.*", "").toLowerCase(java.util.Locale.ROOT);
    int at = sql.toLowerCase(java.util.Locale.ROOT).indexOf(word);
    return at < 0 ? 1 : 1 + (int) sql.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  private Optional<AnalysedModel> model(GoldModel model) {
    Optional<Set<String>> references = references(model.sqlAt(), model.sql());
    if (references.isEmpty() || !readable.containsAll(references.get())) {
      return Optional.empty();
    }
    return select(model.sqlAt(), model.sql()).flatMap(rows -> analysed(model, rows));
  }

  private Optional<AnalysedModel> analysed(
      GoldModel model, org.apache.spark.sql.Dataset<Row> rows) {
    int before = problems.size();
    new ModelChecks(model, rows.schema(), problems).check();
    if (problems.size() > before) {
      return Optional.empty();
    }
    LogicalPlan plan = plan(rows);
    Inputs.Derived derived = Inputs.derive(model, plan, conf.datasets());
    Map<String, Way> ways =
        new DeclaredInputs(model, readableDatasets(), derived, problems, warnings).ways();
    if (problems.size() > before) {
      return Optional.empty();
    }
    Pruning pruning = Pruning.of(plan, derived.ways(), conf.datasets());
    return Optional.of(
        new AnalysedModel(
            model,
            GoldSchema.of(rows.schema()),
            ways,
            pruning.prunable(),
            pruning.beside(),
            GoldSchema.groupsByKey(plan, model.key()),
            Fingerprint.of(
                model, rows.schema(), new Relations(conf).viewTexts(model.sql(), session)),
            ColumnOrigins.of(plan)));
  }

  private Map<String, Dataset> readableDatasets() {
    Map<String, Dataset> known = new TreeMap<>(conf.datasets());
    known.keySet().retainAll(new LinkedHashSet<>((Collection<String>) readable));
    return known;
  }
}
