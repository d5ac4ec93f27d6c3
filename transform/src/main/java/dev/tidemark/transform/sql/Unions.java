package dev.tidemark.transform.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Union;

/**
 * A row comes out of one branch of each union: so a plan is read once for each choice of branches.
 */
final class Unions {
  /** More choices than this are not looked into. */
  static final int LIMIT = 64;

  private Unions() {}

  /** The plans without unions; empty if there are more than {@link #LIMIT}. */
  static List<LogicalPlan> choices(LogicalPlan plan) {
    List<LogicalPlan> done = new ArrayList<>();
    List<LogicalPlan> open = new ArrayList<>(List.of(plan));
    while (!open.isEmpty()) {
      LogicalPlan next = open.remove(open.size() - 1);
      Optional<Union> union = first(next);
      if (union.isEmpty()) {
        done.add(next);
      } else {
        for (int i = 0; i < union.get().children().size(); i++) {
          LogicalPlan branch = branch(union.get(), i);
          open.add(replace(next, union.get(), branch));
        }
      }
      if (done.size() + open.size() > LIMIT) {
        return List.of();
      }
    }
    return done;
  }

  private static Optional<Union> first(LogicalPlan plan) {
    if (plan instanceof Union union) {
      return Optional.of(union);
    }
    return Trees.list(plan.children()).stream()
        .map(Unions::first)
        .flatMap(Optional::stream)
        .findFirst();
  }

  @SuppressWarnings("ReferenceEquality") // this very union, not another of the same text
  private static LogicalPlan replace(LogicalPlan plan, Union union, LogicalPlan branch) {
    return Trees.rewritePlan(plan, node -> node == union ? Optional.of(branch) : Optional.empty());
  }

  /** The branch, its columns under the ids that the union gives them: those of its first branch. */
  private static LogicalPlan branch(Union union, int index) {
    LogicalPlan child = union.children().apply(index);
    if (index == 0) {
      return child;
    }
    List<Attribute> outputs = Trees.list(union.output());
    List<Attribute> own = Trees.list(child.output());
    List<NamedExpression> aliases = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Attribute output = outputs.get(i);
      aliases.add(
          new Alias(
              own.get(i),
              output.name(),
              output.exprId(),
              Trees.seq(List.of()),
              scala.Option.empty(),
              Trees.seq(List.of())));
    }
    return new Project(Trees.seq(aliases), child);
  }
}
