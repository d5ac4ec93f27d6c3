package dev.tidemark.transform.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.jdk.javaapi.CollectionConverters;

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

  /** What the values are of the row, as keys of Java's maps; empty if one is null. */
  public static Optional<List<Object>> tuple(List<RowValue> values, InternalRow row) {
    List<Object> tuple = new ArrayList<>(values.size());
    for (RowValue value : values) {
      Object key = EqualValues.key(value.of(row));
      if (key == null) {
        return Optional.empty();
      }
      tuple.add(key instanceof UTF8String text ? text.clone() : key);
    }
    return Optional.of(tuple);
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

  /** Names of the dataset's columns that the value is made of. */
  public Set<String> columns() {
    Set<String> names = new TreeSet<>();
    CollectionConverters.asJava(expression.references().toSeq())
        .forEach(attribute -> names.add(attribute.name()));
    return names;
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
