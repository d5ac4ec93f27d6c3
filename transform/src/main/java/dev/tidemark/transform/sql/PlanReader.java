package dev.tidemark.transform.sql;

import dev.tidemark.transform.sql.JoinTree.Leaf;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.plans.FullOuter$;
import org.apache.spark.sql.catalyst.plans.InnerLike;
import org.apache.spark.sql.catalyst.plans.JoinType;
import org.apache.spark.sql.catalyst.plans.RightOuter$;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionOperation;
import org.apache.spark.sql.catalyst.plans.logical.ResolvedHint;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.View;
import org.apache.spark.sql.catalyst.plans.logical.Window;

/**
 * Reads a plan into a {@link JoinTree}. Each method answers the leaves below its node. A node that
 * is not understood hides them: then any change of theirs dirties everything.
 */
final class PlanReader {
  private final JoinTree tree;

  PlanReader(JoinTree tree) {
    this.tree = tree;
  }

  Set<Leaf> read(LogicalPlan plan) {
    if (plan.children().isEmpty()) {
      return leaf(plan);
    }
    if (plan instanceof Project project) {
      return project(project);
    }
    if (plan instanceof Filter filter) {
      Set<Leaf> below = read(filter.child());
      tree.addCondition(filter.condition(), below);
      return below;
    }
    if (plan instanceof Join join) {
      return join(join);
    }
    if (plan instanceof Aggregate aggregate) {
      return aggregate(aggregate);
    }
    Set<Leaf> below = new LinkedHashSet<>();
    Trees.list(plan.children()).forEach(child -> below.addAll(read(child)));
    if (!keepsRowsApart(plan)) {
      tree.hide(below, reason(plan));
    }
    return below;
  }

  private static boolean keepsRowsApart(LogicalPlan plan) {
    return plan instanceof SubqueryAlias
        || plan instanceof View
        || plan instanceof Sort
        || plan instanceof Distinct
        || plan instanceof Generate
        || plan instanceof ResolvedHint
        || plan instanceof RepartitionOperation;
  }

  private static String reason(LogicalPlan plan) {
    if (plan instanceof Window) {
      return "a window function looks at it beside other rows";
    }
    if (plan instanceof GlobalLimit || plan instanceof LocalLimit) {
      return "LIMIT decides which of its rows count";
    }
    return "it is read below %s".formatted(plan.nodeName());
  }

  private Set<Leaf> leaf(LogicalPlan plan) {
    List<Attribute> output = Trees.list(plan.output());
    for (Attribute attribute : output) {
      if (attribute.metadata().contains(DatasetColumns.DATASET)) {
        String dataset = attribute.metadata().getString(DatasetColumns.DATASET);
        return Set.of(tree.addLeaf(dataset, output));
      }
    }
    return Set.of();
  }

  private Set<Leaf> project(Project project) {
    Set<Leaf> below = read(project.child());
    Trees.list(project.projectList()).forEach(this::define);
    return below;
  }

  private Set<Leaf> join(Join join) {
    Set<Leaf> left = read(join.left());
    Set<Leaf> right = read(join.right());
    Set<Leaf> both = new LinkedHashSet<>(left);
    both.addAll(right);
    JoinType type = join.joinType();
    Set<Leaf> holdsFor = right; // left outer, left semi, left anti
    if (type instanceof InnerLike) {
      holdsFor = both;
    } else if (type instanceof RightOuter$) {
      tree.mayBeAbsent(left, Trees.list(join.left().output()));
      holdsFor = left;
    } else if (type instanceof FullOuter$) {
      tree.mayBeAbsent(left, Trees.list(join.left().output()));
      tree.mayBeAbsent(right, Trees.list(join.right().output()));
      return both; // a row of either side stands alone: no equality holds for sure
    } else {
      tree.mayBeAbsent(right, Trees.list(join.right().output()));
    }
    if (join.condition().isDefined()) {
      tree.addCondition(join.condition().get(), holdsFor);
    }
    return both;
  }

  private Set<Leaf> aggregate(Aggregate aggregate) {
    Set<Leaf> below = read(aggregate.child());
    if (aggregate.groupingExpressions().isEmpty()) {
      tree.hide(below, "an aggregate without GROUP BY looks at all of its rows");
    }
    Trees.list(aggregate.aggregateExpressions()).forEach(this::define);
    return below;
  }

  /** What holds an aggregate stays without a definition: no single row tells it. */
  private void define(NamedExpression named) {
    if (named instanceof Alias alias && !holdsAggregate(alias.child())) {
      tree.define(alias);
    }
  }

  private static boolean holdsAggregate(Expression expression) {
    return Trees.any(expression, e -> e instanceof AggregateExpression);
  }
}
