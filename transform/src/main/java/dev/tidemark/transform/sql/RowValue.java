package dev.tidemark.transform.sql;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A value computed from one row of a dataset, as the SQL in conf computes it: by Spark over a
 * table, or here over a row in memory, with no Spark job.
 */
public final class RowValue {
  private final Expression expression;
  private final Expression bound;

  private RowValue(Expression expression, StructType columns) {
    this.expression = expression;
    this.bound = Bound.of(expression, columns);
  }

  /**
   * @param expression resolved, its attributes bear the names of {@code columns}
   */
  static RowValue of(Expression expression, StructType columns) {
    return new RowValue(expression, columns);
  }

  static RowValue ofColumn(String column, StructType columns) {
    StructField field = columns.apply(column);
    return new RowValue(
        new AttributeReference(
            field.name(),
            field.dataType(),
            true,
            field.metadata(),
            org.apache.spark.sql.catalyst.expressions.NamedExpression.newExprId(),
            Trees.seq(List.of())),
        columns);
  }

  /** In Spark's internal form: days for a date, microseconds for a timestamp. Null if SQL's is. */
  public Object of(InternalRow row) {
    return bound.eval(row);
  }

  /** For a relation that has the dataset's columns. */
  public Column column() {
    return ExpressionUtils.column(
        Trees.rewrite(
            expression,
            e ->
                e instanceof AttributeReference attribute
                    ? Optional.of(new UnresolvedAttribute(Trees.seq(List.of(attribute.name()))))
                    : Optional.empty()));
  }

  public DataType type() {
    return expression.dataType();
  }

  /** The dataset's column, if the value is one as it stands. */
  public Optional<String> plainColumn() {
    return expression instanceof AttributeReference attribute
        ? Optional.of(attribute.name())
        : Optional.empty();
  }

  Expression expression() {
    return expression;
  }

  /** As SQL; equal texts over the same dataset are equal values. */
  @Override
  public String toString() {
    return Trees.rewrite(
            expression,
            e ->
                e instanceof AttributeReference attribute
                    ? Optional.of(attribute.withQualifier(Trees.seq(List.of())))
                    : Optional.empty())
        .sql();
  }
}
