package dev.tidemark.transform.sql;

import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.CurrentDate;
import org.apache.spark.sql.catalyst.expressions.CurrentTimestampLike;
import org.apache.spark.sql.catalyst.expressions.CurrentUser;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.LocalTimestamp;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Sample;

/** Whether the same rows of silver always give the same rows of gold. */
final class Purity {
  private Purity() {}

  /** The first thing in the plan that gives another answer another time, as SQL. */
  static Optional<String> breach(LogicalPlan plan) {
    String[] found = {null};
    Trees.eachNode(
        plan,
        node -> {
          if (node instanceof Sample) {
            found[0] = "TABLESAMPLE";
          }
          Trees.list(node.expressions())
              .forEach(
                  expression ->
                      Trees.eachExpression(
                          expression,
                          e -> {
                            if (found[0] == null && isImpure(e)) {
                              found[0] = e.sql();
                            }
                          }));
        });
    return Optional.ofNullable(found[0]);
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
