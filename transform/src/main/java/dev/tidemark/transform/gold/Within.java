package dev.tidemark.transform.gold;

import dev.tidemark.transform.scan.Starts;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * A filter over starts of intervals that stands in a plan and lets other ones through each time the
 * plan is run: a task takes those that hold when it is sent.
 */
final class Within implements UDF1<Instant, Boolean> {
  private static final long serialVersionUID = 1;

  private volatile Starts starts = Starts.ALL;

  /** From now on. */
  void let(Starts through) {
    starts = through;
  }

  Column filter(Column start) {
    return functions.udf(this, DataTypes.BooleanType).apply(start);
  }

  @Override
  public Boolean call(Instant start) {
    return starts.contains(start);
  }
}
