package dev.tidemark.transform.sql;

import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.ArraySort;
import org.apache.spark.sql.catalyst.expressions.CurrentDate;
import org.apache.spark.sql.catalyst.expressions.CurrentTimestampLike;
import org.apache.spark.sql.catalyst.expressions.CurrentUser;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.LocalTimestamp;
import org.apache.spark.sql.catalyst.expressions.SortArray;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateFunction;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Sample;

/** Whether the same rows of silver always give the same rows of gold. */
final class Purity {
  /** What they give follows from the order in which rows happen to come. */
  private static final Set<String> BY_ORDER =
      Set.of(
          "first", "first_value", "last", "last_value", "any_value", "collect_list", "array_agg");

  private Purity() {}

  /** The first thing in the plan that gives another answer another time, as SQL. */
  static Optional<String> breach(LogicalPlan plan) {
    String[] found = {null};
    Trees.eachNode(
        plan,
        node -> {
          if (found[0] == null) {
            found[0] = breachOf(node).orElse(null);
          }
        });
    return Optional.ofNullable(found[0]);
  }

  /** The same of one expression over one row. */
  static Optional<String> breach(Expression expression) {
    return breachOf(expression, false);
  }

  private static Optional<String> breachOf(LogicalPlan node) {
    if (node instanceof Sample) {
      return Optional.of("TABLESAMPLE");
    }
    boolean groups = node instanceof Aggregate;
    return Trees.list(node.expressions()).stream()
        .map(expression -> breachOf(expression, groups))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> breachOf(Expression e, boolean groups) {
    if (isImpure(e) || (groups && isByOrder(e))) {
      return Optional.of(e.sql());
    }
    boolean sorts = e instanceof SortArray || e instanceof ArraySort;
    return Trees.list(e.children()).stream()
        .map(child -> breachOf(child, groups && !sorts))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static boolean isByOrder(Expression e) {
    return e instanceof AggregateFunction && BY_ORDER.contains(e.prettyName());
  }

  private static boolean isImpure(Expression e) {
    if (e instanceof CurrentDate
        || e instanceof CurrentTimestampLike
        || e instanceof LocalTimestamp
        || e instanceof CurrentUser
        || e.prettyName().startsWith("current_")) {
      return true;
    }
    // an expression is not deterministic if one of its children is not: name the innermost
    return !e.deterministic()
        && Trees.list(e.children()).stream().allMatch(Expression::deterministic);
  }
}
