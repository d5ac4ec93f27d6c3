package dev.tidemark.transform.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns that a model's SELECT gives. */
final class GoldSchema {
  private GoldSchema() {}

  /** Without metadata; every column may be null: a changed SELECT must not change that. */
  static StructType of(StructType select) {
    List<StructField> fields = new ArrayList<>();
    for (StructField field : select.fields()) {
      fields.add(new StructField(field.name(), field.dataType(), true, Metadata.empty()));
    }
    return new StructType(fields.toArray(StructField[]::new));
  }

  /** True if the SELECT's own GROUP BY has no two rows of one key. */
  static boolean groupsByKey(LogicalPlan plan, List<String> key) {
    if (!(plan instanceof Aggregate aggregate)) {
      return false;
    }
    List<Expression> keyed = new ArrayList<>();
    Set<String> names = new HashSet<>(key);
    for (NamedExpression named : Trees.list(aggregate.aggregateExpressions())) {
      if (names.contains(named.name())) {
        keyed.add(named instanceof Alias alias ? alias.child() : (AttributeReference) named);
      }
    }
    return Trees.list(aggregate.groupingExpressions()).stream()
        .allMatch(group -> keyed.stream().anyMatch(group::semanticEquals));
  }
}
