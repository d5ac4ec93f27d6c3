package dev.tidemark.transform.sql;

import dev.tidemark.transform.sql.ColumnOrigin.How;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Union;

/**
 * Which columns of datasets the columns of an analysed plan are made of. What only decides whether
 * a row counts (WHERE, ON) is no origin.
 */
final class ColumnOrigins {
  private final Map<Long, SortedSet<ColumnOrigin>> known = new HashMap<>();

  private ColumnOrigins() {}

  /** By column of the plan's output, in its order; empty sets for constants. */
  static Map<String, SortedSet<ColumnOrigin>> of(LogicalPlan plan) {
    ColumnOrigins origins = new ColumnOrigins();
    origins.read(plan);
    Map<String, SortedSet<ColumnOrigin>> byName = new LinkedHashMap<>();
    for (Attribute column : Trees.list(plan.output())) {
      byName.put(column.name(), Collections.unmodifiableSortedSet(most(origins.of(column))));
    }
    return byName;
  }

  private SortedSet<ColumnOrigin> of(Attribute attribute) {
    return known.getOrDefault(attribute.exprId().id(), Collections.emptySortedSet());
  }

  private void read(LogicalPlan plan) {
    Trees.list(plan.children()).forEach(this::read);
    Trees.subqueries(plan).forEach(this::read);
    if (plan.children().isEmpty()) {
      leaf(plan);
    } else if (plan instanceof Union) {
      union(plan);
    } else {
      Trees.list(plan.expressions())
          .forEach(expression -> Trees.eachExpression(expression, this::define));
      rest(plan);
    }
  }

  private void leaf(LogicalPlan plan) {
    for (Attribute column : Trees.list(plan.output())) {
      if (column.metadata().contains(DatasetColumns.DATASET)) {
        add(
            column,
            new TreeSet<>(
                List.of(
                    new ColumnOrigin(
                        column.metadata().getString(DatasetColumns.DATASET),
                        column.name(),
                        How.IDENTITY))));
      }
    }
  }

  /** A column of a union is made of the columns at its place. */
  private void union(LogicalPlan plan) {
    List<Attribute> output = Trees.list(plan.output());
    for (int i = 0; i < output.size(); i++) {
      SortedSet<ColumnOrigin> all = new TreeSet<>();
      for (LogicalPlan child : Trees.list(plan.children())) {
        all.addAll(of(Trees.list(child.output()).get(i)));
      }
      add(output.get(i), all);
    }
  }

  private void define(Expression expression) {
    if (expression instanceof Alias alias) {
      known.put(alias.exprId().id(), made(alias.child(), How.IDENTITY));
    }
  }

  /** Columns that a node makes without a name of its own, such as those of a generator. */
  private void rest(LogicalPlan plan) {
    for (Attribute column : Trees.list(plan.output())) {
      if (!known.containsKey(column.exprId().id())) {
        SortedSet<ColumnOrigin> all = new TreeSet<>();
        Trees.list(plan.expressions()).forEach(e -> all.addAll(made(e, How.TRANSFORMATION)));
        add(column, all);
      }
    }
  }

  private SortedSet<ColumnOrigin> made(Expression expression, How soFar) {
    if (expression instanceof Attribute attribute) {
      return changed(of(attribute), soFar);
    }
    if (expression instanceof Alias alias) {
      return made(alias.child(), soFar);
    }
    How how =
        soFar.and(expression instanceof AggregateExpression ? How.AGGREGATION : How.TRANSFORMATION);
    SortedSet<ColumnOrigin> all = new TreeSet<>();
    if (expression instanceof SubqueryExpression subquery) {
      Trees.list(subquery.plan().output()).forEach(column -> all.addAll(changed(of(column), how)));
    }
    Trees.list(expression.children()).forEach(child -> all.addAll(made(child, how)));
    return all;
  }

  private static SortedSet<ColumnOrigin> changed(SortedSet<ColumnOrigin> origins, How how) {
    SortedSet<ColumnOrigin> changed = new TreeSet<>();
    origins.forEach(origin -> changed.add(origin.changed(how)));
    return changed;
  }

  private void add(Attribute column, SortedSet<ColumnOrigin> origins) {
    known.merge(
        column.exprId().id(),
        most(origins),
        (one, other) -> {
          TreeSet<ColumnOrigin> both = new TreeSet<>(one);
          both.addAll(other);
          return most(both);
        });
  }

  /** One line for each column: that of the greatest change. */
  static SortedSet<ColumnOrigin> most(SortedSet<ColumnOrigin> origins) {
    Map<List<String>, ColumnOrigin> byColumn = new HashMap<>();
    origins.forEach(
        origin ->
            byColumn.merge(
                List.of(origin.dataset(), origin.column()),
                origin,
                (one, other) -> one.changed(other.how())));
    return new TreeSet<>(byColumn.values());
  }
}
