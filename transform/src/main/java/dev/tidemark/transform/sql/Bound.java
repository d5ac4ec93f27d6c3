package dev.tidemark.transform.sql;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.CommonExpressionDef;
import org.apache.spark.sql.catalyst.expressions.CommonExpressionRef;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceable;
import org.apache.spark.sql.catalyst.expressions.With;
import org.apache.spark.sql.types.StructType;

/** From an analysed expression to one that answers for a row in memory: no plan, no Spark job. */
final class Bound {
  private final StructType columns;

  /** What BETWEEN and the like name once and use twice, by their ids. */
  private final Map<Object, Expression> shared = new HashMap<>();

  private Bound(StructType columns) {
    this.columns = columns;
  }

  /**
   * @param expression resolved, its attributes bear the names of {@code columns}
   */
  static Expression of(Expression expression, StructType columns) {
    return new Bound(columns).bind(expression);
  }

  private Expression bind(Expression expression) {
    return Trees.rewrite(expression, this::replacement);
  }

  private Optional<Expression> replacement(Expression e) {
    if (e instanceof AttributeReference attribute) {
      int ordinal = columns.fieldIndex(attribute.name());
      return Optional.of(new BoundReference(ordinal, attribute.dataType(), true));
    }
    if (e instanceof RuntimeReplaceable replaceable) {
      return Optional.of(bind(replaceable.replacement()));
    }
    if (e instanceof With with) {
      for (CommonExpressionDef definition : Trees.list(with.defs())) {
        shared.put(definition.id(), bind(definition.child()));
      }
      return Optional.of(bind(with.child()));
    }
    return e instanceof CommonExpressionRef reference
        ? Optional.of(shared.get(reference.id()))
        : Optional.empty();
  }
}
