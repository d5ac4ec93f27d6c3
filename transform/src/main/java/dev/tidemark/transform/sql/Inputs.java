package dev.tidemark.transform.sql;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.GoldModel;
import dev.tidemark.transform.sql.JoinTree.Leaf;
import dev.tidemark.transform.sql.Way.Why;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.optimizer.InlineCTE;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.StructType;

/**
 * Derives from an analysed plan how a changed row of each dataset dirties intervals of the model.
 *
 * <p>A row of the result is made of one row of each leaf, or of none where an outer join finds
 * none. Its interval is an expression over one leaf. So whoever changes dirties the intervals of
 * the rows of that leaf that it is joined with, found along equalities that hold wherever both are
 * present.
 */
final class Inputs {
  private final GoldModel model;
  private final Map<String, Dataset> datasets;
  private final Map<String, Way> ways = new TreeMap<>();
  private final Set<RowValue> whenAbsent = new LinkedHashSet<>();

  private Inputs(GoldModel model, Map<String, Dataset> datasets) {
    this.model = model;
    this.datasets = datasets;
  }

  /**
   * @param ways by dataset, one for each that the SQL reads
   * @param whenAbsent constants: intervals of rows that lack the row that carries the event time
   */
  record Derived(Map<String, Way> ways, List<RowValue> whenAbsent) {}

  /** The plan's output contains the model's interval column. */
  static Derived derive(GoldModel model, LogicalPlan analysed, Map<String, Dataset> datasets) {
    Inputs inputs = new Inputs(model, datasets);
    inputs.derive(new InlineCTE(true, false).apply(analysed));
    return new Derived(inputs.ways, List.copyOf(inputs.whenAbsent));
  }

  private void derive(LogicalPlan plan) {
    datasetsInSubqueries(plan)
        .forEach(name -> everything(name, "a subquery in an expression reads it"));
    List<LogicalPlan> choices = Unions.choices(plan);
    if (choices.isEmpty()) {
      datasetsOf(plan)
          .forEach(
              name ->
                  everything(
                      name,
                      "its unions have more than %s combinations of branches"
                          .formatted(Unions.LIMIT)));
      return;
    }
    int column = columnOf(plan);
    for (LogicalPlan choice : choices) {
      JoinTree tree = JoinTree.of(choice);
      Expression interval = choice.output().apply(column);
      choice(tree, interval);
    }
  }

  private int columnOf(LogicalPlan plan) {
    List<Attribute> output = Trees.list(plan.output());
    for (int i = 0; i < output.size(); i++) {
      if (output.get(i).name().equals(model.intervalColumn())) {
        return i;
      }
    }
    throw new IllegalStateException(
        "model %s has no column %s".formatted(model.name(), model.intervalColumn()));
  }

  private void choice(JoinTree tree, Expression interval) {
    Optional<Expression> traced = tree.trace(interval);
    Set<Leaf> carriers = traced.map(tree::leavesOf).orElse(Set.of());
    if (traced.isEmpty() || carriers.size() > 1) {
      String reason =
          "'%s' is not computed from the columns of one dataset".formatted(model.intervalColumn());
      tree.leaves().forEach(leaf -> everything(leaf.dataset(), reason));
      return;
    }
    Optional<Leaf> carrier = carriers.stream().findFirst();
    List<RowValue> absent =
        carrier.stream()
            .flatMap(leaf -> tree.whenAbsent(interval, leaf).stream())
            .map(expression -> RowValue.of(expression, new StructType()))
            .toList();
    whenAbsent.addAll(absent);
    for (Leaf leaf : tree.leaves()) {
      Optional<String> opaque = tree.opaque(leaf);
      if (opaque.isPresent()) {
        everything(leaf.dataset(), opaque.get());
        continue;
      }
      Leaf to = carrier.orElse(leaf);
      RowValue value = RowValue.of(traced.get(), columns(to));
      Optional<List<Hop>> hops = new Route(tree, leaf, to, this::columns).shortest();
      hops.ifPresentOrElse(
          found -> along(leaf.dataset(), new Path(found, value, absent)),
          () ->
              everything(
                  leaf.dataset(),
                  "no equality joins it to '%s', which carries '%s'"
                      .formatted(to.dataset(), model.intervalColumn())));
    }
  }

  private StructType columns(Leaf leaf) {
    return DatasetColumns.of(datasets.get(leaf.dataset()));
  }

  private void everything(String dataset, String reason) {
    ways.merge(
        dataset,
        new Way.Everything(Why.DERIVED, reason),
        (old, now) -> old instanceof Way.Everything ? old : now);
  }

  private void along(String dataset, Path path) {
    ways.merge(
        dataset,
        new Way.Along(List.of(path)),
        (old, now) -> {
          if (!(old instanceof Way.Along along)) {
            return old;
          }
          Map<String, Path> paths = new LinkedHashMap<>();
          along.paths().forEach(each -> paths.put(each.toString(), each));
          paths.putIfAbsent(path.toString(), path);
          return new Way.Along(List.copyOf(paths.values()));
        });
  }

  /** Every dataset read anywhere, once for each place. */
  static List<String> datasetsOf(LogicalPlan plan) {
    List<String> names = new ArrayList<>();
    Trees.eachNode(plan, node -> dataset(node).ifPresent(names::add));
    return names;
  }

  private static Set<String> datasetsInSubqueries(LogicalPlan plan) {
    Set<String> names = new LinkedHashSet<>();
    Trees.subqueries(plan).forEach(subquery -> names.addAll(datasetsOf(subquery)));
    Trees.list(plan.children()).forEach(child -> names.addAll(datasetsInSubqueries(child)));
    return names;
  }

  private static Optional<String> dataset(LogicalPlan node) {
    if (!node.children().isEmpty()) {
      return Optional.empty();
    }
    return Trees.list(node.output()).stream()
        .filter(attribute -> attribute.metadata().contains(DatasetColumns.DATASET))
        .map(attribute -> attribute.metadata().getString(DatasetColumns.DATASET))
        .findFirst();
  }
}
