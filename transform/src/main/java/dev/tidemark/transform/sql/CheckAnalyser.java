package dev.tidemark.transform.sql;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Expectation;
import dev.tidemark.contract.conf.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Generator;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.expressions.Unevaluable;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;

/** Analyses the checks of expectations: each must say true or false of one row by itself. */
final class CheckAnalyser {
  private static final String REMEDY =
      "write one SQL condition over the columns of this table, such as amount >= 0";

  private final SparkSession session;
  private final SqlProblems sqlProblems = new SqlProblems(List.of());
  private final List<Problem> problems;

  CheckAnalyser(SparkSession session, List<Problem> problems) {
    this.session = session;
    this.problems = problems;
  }

  /**
   * Adds what is wrong to the problems, or gives the check.
   *
   * @param place of the expectation in the dataset's file
   */
  Optional<RowCheck> analyse(Dataset dataset, int place) {
    Place at = new Place(dataset, place);
    String check = at.expectation().check();
    try {
      return judged(at, analysed(dataset, check));
    } catch (ParseException e) {
      problems.add(at.problem("does not parse: " + SqlProblems.text(e), REMEDY));
    } catch (AnalysisException e) {
      Problem found = sqlProblems.of(dataset.at(), check, e);
      boolean column = String.valueOf(e.getCondition()).startsWith("UNRESOLVED_COLUMN");
      problems.add(at.problem(found.what(), column ? found.remedy() : REMEDY).aboutColumns());
    }
    return Optional.empty();
  }

  /** Which expectation is looked at. */
  private record Place(Dataset dataset, int index) {
    Expectation expectation() {
      return dataset.expectations().get(index);
    }

    Problem problem(String what, String remedy) {
      return dataset
          .at()
          .problem(
              "/expectations/%s/check".formatted(index),
              "expectation '%s': %s".formatted(expectation().name(), what),
              remedy);
    }
  }

  /** Spark's own method does not declare what it throws. */
  private LogicalPlan analysed(Dataset dataset, String check) throws AnalysisException {
    org.apache.spark.sql.Dataset<Row> rows =
        Relations.empty(session, dataset).select(functions.expr(check));
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().analyzed();
  }

  private Optional<RowCheck> judged(Place at, LogicalPlan plan) {
    Optional<String> beyond = beyondTheRow(plan);
    if (beyond.isPresent()) {
      problems.add(at.problem("%s looks beyond the row".formatted(beyond.get()), REMEDY));
      return Optional.empty();
    }
    List<NamedExpression> outputs = Trees.list(((Project) plan).projectList());
    Expression check = unnamed((Expression) outputs.get(0));
    if (outputs.size() != 1 || !(check.dataType() instanceof BooleanType)) {
      String type =
          outputs.size() == 1
              ? "of type " + check.dataType().sql().toLowerCase(Locale.ROOT)
              : "%s values".formatted(outputs.size());
      problems.add(at.problem("the check is %s, not boolean".formatted(type), REMEDY));
      return Optional.empty();
    }
    Optional<String> breach = Purity.breach(check);
    if (breach.isPresent()) {
      problems.add(
          at.problem(
              "%s gives another answer each time".formatted(breach.get()),
              "a row must be judged alike whenever it is read: compare with columns and"
                  + " constants"));
      return Optional.empty();
    }
    return bound(at, check);
  }

  private Optional<RowCheck> bound(Place at, Expression check) {
    Expression bound = Bound.of(check, DatasetColumns.of(at.dataset()));
    if (Trees.any(bound, e -> e instanceof Unevaluable)) {
      problems.add(at.problem("it cannot be computed from one row", REMEDY));
      return Optional.empty();
    }
    return Optional.of(new RowCheck(bound));
  }

  private static Optional<String> beyondTheRow(LogicalPlan plan) {
    String[] found = {plan instanceof Project || plan instanceof Aggregate ? null : "it"};
    Trees.eachNode(
        plan,
        node ->
            Trees.list(node.expressions())
                .forEach(
                    root ->
                        Trees.eachExpression(
                            root,
                            e -> {
                              if (found[0] == null && looksBeyond(e)) {
                                found[0] = e instanceof SubqueryExpression ? "a subquery" : e.sql();
                              }
                            })));
    return found[0] == null && plan instanceof Aggregate
        ? Optional.of("it")
        : Optional.ofNullable(found[0]);
  }

  private static boolean looksBeyond(Expression e) {
    return e instanceof AggregateExpression
        || e instanceof WindowExpression
        || e instanceof SubqueryExpression
        || e instanceof Generator;
  }

  private static Expression unnamed(Expression output) {
    return output instanceof Alias alias ? unnamed(alias.child()) : output;
  }
}
