package dev.tidemark.transform.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceable;
import org.apache.spark.sql.catalyst.expressions.Unevaluable;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * What an analysed plan without unions says of its rows: which datasets they are made of, what each
 * column is over the datasets' columns, and which of those are equal.
 */
final class JoinTree {
  /** One place where a dataset is read. */
  record Leaf(int number, String dataset) {}

  /**
   * Two values of different leaves that are equal in every row in which one of {@code holdsFor} is
   * not left out by an outer join.
   */
  record Equality(Expression left, Expression right, Set<Leaf> holdsFor) {}

  private record Absence(Set<Leaf> leaves, Set<ExprId> nulls) {}

  private final Map<ExprId, Leaf> leafOf = new HashMap<>();
  private final Map<ExprId, Expression> definitions = new HashMap<>();
  private final Set<Leaf> leaves = new LinkedHashSet<>();
  private final List<Absence> absences = new ArrayList<>();
  private final Map<Leaf, String> opaque = new LinkedHashMap<>();
  private final List<Equality> equalities = new ArrayList<>();

  /** For {@link PlanReader}, which reads the plan from the bottom up. */
  Leaf addLeaf(String dataset, List<Attribute> output) {
    Leaf leaf = new Leaf(leaves.size(), dataset);
    leaves.add(leaf);
    output.forEach(attribute -> leafOf.put(attribute.exprId(), leaf));
    return leaf;
  }

  void define(Alias alias) {
    definitions.put(alias.exprId(), alias.child());
  }

  void hide(Set<Leaf> hidden, String reason) {
    hidden.forEach(leaf -> opaque.putIfAbsent(leaf, reason));
  }

  /** An outer join may put nulls for all that the leaves below one side give. */
  void mayBeAbsent(Set<Leaf> absent, List<Attribute> output) {
    Set<ExprId> nulls = new HashSet<>();
    output.forEach(attribute -> nulls.add(attribute.exprId()));
    absences.add(new Absence(Set.copyOf(absent), nulls));
  }

  /** Takes the equalities of a condition that is true in every row of {@code holdsFor}. */
  void addCondition(Expression condition, Set<Leaf> holdsFor) {
    for (Expression conjunct : Trees.conjuncts(condition)) {
      if (!(conjunct instanceof EqualTo equal)) {
        continue;
      }
      Optional<Expression> left = trace(equal.left());
      Optional<Expression> right = trace(equal.right());
      if (left.isEmpty() || right.isEmpty() || !EqualValues.areExact(equal.left().dataType())) {
        continue;
      }
      Set<Leaf> ofLeft = leavesOf(left.get());
      Set<Leaf> ofRight = leavesOf(right.get());
      if (ofLeft.size() == 1 && ofRight.size() == 1 && !ofLeft.equals(ofRight)) {
        equalities.add(new Equality(left.get(), right.get(), Set.copyOf(holdsFor)));
      }
    }
  }

  /**
   * The expression over columns of leaves; empty if it holds what no single row tells, such as a
   * sum.
   */
  Optional<Expression> trace(Expression expression) {
    boolean[] lost = {false};
    Expression traced = expand(expression, lost);
    return lost[0] ? Optional.empty() : Optional.of(traced);
  }

  private Expression expand(Expression expression, boolean[] lost) {
    return Trees.rewrite(
        expression,
        e -> {
          if (e instanceof AttributeReference attribute) {
            return Optional.of(expandAttribute(attribute, lost));
          }
          if (e instanceof RuntimeReplaceable replaceable) {
            return Optional.of(expand(replaceable.replacement(), lost));
          }
          if (e instanceof PlanExpression<?> || e instanceof Unevaluable || !e.deterministic()) {
            lost[0] = true;
          }
          return Optional.empty();
        });
  }

  private Expression expandAttribute(AttributeReference attribute, boolean[] lost) {
    if (leafOf.containsKey(attribute.exprId())) {
      return attribute;
    }
    Expression definition = definitions.get(attribute.exprId());
    if (definition == null) {
      lost[0] = true;
      return attribute;
    }
    return expand(definition, lost);
  }

  Set<Leaf> leavesOf(Expression traced) {
    Set<Leaf> found = new LinkedHashSet<>();
    Trees.eachExpression(
        traced,
        e -> {
          if (e instanceof AttributeReference attribute) {
            found.add(leafOf.get(attribute.exprId()));
          }
        });
    return found;
  }

  Set<Leaf> leaves() {
    return leaves;
  }

  /** What the expression can be in rows from which an outer join leaves the leaf out. */
  List<Expression> whenAbsent(Expression expression, Leaf leaf) {
    List<Expression> values = new ArrayList<>();
    for (Absence absence : absences) {
      if (absence.leaves().contains(leaf)) {
        trace(withNulls(expression, absence.nulls())).ifPresent(values::add);
      }
    }
    return values;
  }

  private Expression withNulls(Expression expression, Set<ExprId> nulls) {
    return Trees.rewrite(
        expression,
        e -> {
          if (!(e instanceof AttributeReference attribute)) {
            return Optional.empty();
          }
          if (nulls.contains(attribute.exprId())) {
            return Optional.of(Literal.create(null, attribute.dataType()));
          }
          Expression definition = definitions.get(attribute.exprId());
          return definition == null ? Optional.empty() : Optional.of(withNulls(definition, nulls));
        });
  }

  boolean canBeAbsent(Leaf leaf) {
    return absences.stream().anyMatch(absence -> absence.leaves().contains(leaf));
  }

  /** Why a changed row of the leaf may touch rows that it is not part of. */
  Optional<String> opaque(Leaf leaf) {
    return Optional.ofNullable(opaque.get(leaf));
  }

  List<Equality> equalities() {
    return equalities;
  }

  /** Reads a plan without unions. */
  static JoinTree of(LogicalPlan plan) {
    JoinTree tree = new JoinTree();
    new PlanReader(tree).read(plan);
    return tree;
  }
}
