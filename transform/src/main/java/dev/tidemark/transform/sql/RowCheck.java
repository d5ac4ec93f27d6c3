package dev.tidemark.transform.sql;

import static java.util.Objects.requireNonNull;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;

/**
 * A condition over one row of a dataset, as Spark's SQL computes it, over a row in memory. For one
 * thread at a time.
 */
public final class RowCheck {
  private final Expression bound;

  RowCheck(Expression bound) {
    this.bound = requireNonNull(bound, "bound is null");
  }

  /**
   * The checks of a dataset's expectations, in their order.
   *
   * @throws IllegalArgumentException naming the mistakes that {@code tidemark validate} finds
   */
  public static List<RowCheck> of(SparkSession spark, Dataset dataset) {
    List<Problem> problems = new ArrayList<>();
    List<RowCheck> checks = new ArrayList<>();
    CheckAnalyser analyser = new CheckAnalyser(Relations.newSession(spark), problems);
    for (int i = 0; i < dataset.expectations().size(); i++) {
      analyser.analyse(dataset, i).ifPresent(checks::add);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          String.join("\n", problems.stream().map(Problem::toString).toList()));
    }
    return checks;
  }

  /**
   * Why the row does not pass; empty if it does. Nothing of the row's values is in it.
   *
   * @param row the dataset's columns in conf order, in Spark's internal form
   */
  public Optional<String> failure(InternalRow row) {
    try {
      Object answer = bound.eval(row);
      if (answer == null) {
        return Optional.of("is null");
      }
      return (Boolean) answer ? Optional.empty() : Optional.of("is false");
    } catch (RuntimeException e) {
      // overflow, a text that is no number, whatever SQL refuses: its message would show the value
      return Optional.of("cannot be computed (%s)".formatted(name(e)));
    }
  }

  /** Places of the columns that it looks at. */
  public Set<Integer> columns() {
    Set<Integer> places = new TreeSet<>();
    Trees.eachExpression(
        bound,
        e -> {
          if (e instanceof BoundReference reference) {
            places.add(reference.ordinal());
          }
        });
    return places;
  }

  private static String name(RuntimeException e) {
    return e instanceof SparkThrowable known && known.getCondition() != null
        ? known.getCondition()
        : e.getClass().getSimpleName();
  }
}
