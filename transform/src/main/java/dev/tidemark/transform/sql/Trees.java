package dev.tidemark.transform.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Walks and rewrites Catalyst's trees from Java. */
public final class Trees {
  private Trees() {}

  public static <T> List<T> list(scala.collection.Seq<T> seq) {
    return CollectionConverters.asJava(seq);
  }

  public static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }

  /** From the top down; where {@code rule} answers, its answer stands and is not looked into. */
  static Expression rewrite(Expression tree, Function<Expression, Optional<Expression>> rule) {
    Optional<Expression> answer = rule.apply(tree);
    if (answer.isPresent()) {
      return answer.get();
    }
    if (tree.children().isEmpty()) {
      return tree;
    }
    List<Expression> children = new ArrayList<>();
    list(tree.children()).forEach(child -> children.add(rewrite(child, rule)));
    return tree.withNewChildren(seq(children));
  }

  static LogicalPlan rewritePlan(
      LogicalPlan tree, Function<LogicalPlan, Optional<LogicalPlan>> rule) {
    Optional<LogicalPlan> answer = rule.apply(tree);
    if (answer.isPresent()) {
      return answer.get();
    }
    if (tree.children().isEmpty()) {
      return tree;
    }
    List<LogicalPlan> children = new ArrayList<>();
    list(tree.children()).forEach(child -> children.add(rewritePlan(child, rule)));
    return tree.withNewChildren(seq(children));
  }

  static boolean any(Expression tree, Predicate<Expression> test) {
    return test.test(tree) || list(tree.children()).stream().anyMatch(child -> any(child, test));
  }

  /** Every plan node, those inside of subqueries too. */
  static void eachNode(LogicalPlan tree, Consumer<LogicalPlan> use) {
    use.accept(tree);
    list(tree.children()).forEach(child -> eachNode(child, use));
    subqueries(tree).forEach(subquery -> eachNode(subquery, use));
  }

  /** Plans of the subqueries that the node's own expressions hold. */
  static List<LogicalPlan> subqueries(LogicalPlan node) {
    List<LogicalPlan> plans = new ArrayList<>();
    list(node.expressions())
        .forEach(
            expression ->
                eachExpression(
                    expression,
                    e -> {
                      if (e instanceof SubqueryExpression subquery) {
                        plans.add(subquery.plan());
                      }
                    }));
    return plans;
  }

  static void eachExpression(Expression tree, Consumer<Expression> use) {
    use.accept(tree);
    list(tree.children()).forEach(child -> eachExpression(child, use));
  }

  static List<Expression> conjuncts(Expression condition) {
    if (condition instanceof And and) {
      List<Expression> all = new ArrayList<>(conjuncts(and.left()));
      all.addAll(conjuncts(and.right()));
      return all;
    }
    return List.of(condition);
  }
}
