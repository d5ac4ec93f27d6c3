package dev.tidemark.transform.sql;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Dataset.EventInterval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.FromUTCTimestamp;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.ToUTCTimestamp;
import org.apache.spark.sql.catalyst.expressions.TruncDate;
import org.apache.spark.sql.catalyst.expressions.TruncTimestamp;
import org.apache.spark.sql.catalyst.optimizer.InlineCTE;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * Which datasets need be read only near the dirty intervals: those whose own interval column, cast,
 * cut or shifted between zones and no more, is the model's.
 *
 * <p>The answer by dataset is how much later than the model's time the row's own may be, besides
 * what zones and grains account for: a cut takes a time back to its start.
 */
final class Pruning {
  private Pruning() {}

  /**
   * @param ways as derived, not as declared: a declared column does not say that the SQL reads it
   */
  static Map<String, Duration> of(
      LogicalPlan analysed, Map<String, Way> ways, Map<String, Dataset> datasets) {
    List<String> read = Inputs.datasetsOf(new InlineCTE(true, false).apply(analysed));
    Map<String, Duration> prunable = new TreeMap<>();
    ways.forEach(
        (name, way) -> {
          if (Collections.frequency(read, name) == 1 && way instanceof Way.Along along) {
            slack(along, datasets.get(name)).ifPresent(slack -> prunable.put(name, slack));
          }
        });
    return prunable;
  }

  private static Optional<Duration> slack(Way.Along along, Dataset dataset) {
    if (along.paths().size() != 1) {
      return Optional.empty();
    }
    Path path = along.paths().get(0);
    Optional<EventInterval> interval = dataset.interval();
    if (interval.isEmpty() || !path.hops().isEmpty() || !path.whenAbsent().isEmpty()) {
      return Optional.empty();
    }
    List<Duration> cuts = new ArrayList<>();
    boolean near = isNear(path.interval().expression(), interval.get().column(), cuts);
    return near
        ? Optional.of(cuts.stream().reduce(Duration.ZERO, Duration::plus))
        : Optional.empty();
  }

  private static boolean isNear(Expression e, String column, List<Duration> cuts) {
    if (e instanceof AttributeReference attribute) {
      return attribute.name().equals(column);
    }
    if (e instanceof Cast cast) {
      return DatasetColumns.isTime(cast.dataType()) && isNear(cast.child(), column, cuts);
    }
    if (e instanceof FromUTCTimestamp shift) {
      return isNear(shift.left(), column, cuts);
    }
    if (e instanceof ToUTCTimestamp shift) {
      return isNear(shift.left(), column, cuts);
    }
    if (e instanceof TruncTimestamp cut) {
      return cut(cut.format(), cuts) && isNear(cut.timestamp(), column, cuts);
    }
    if (e instanceof TruncDate cut) {
      return cut(cut.format(), cuts) && isNear(cut.date(), column, cuts);
    }
    return false;
  }

  private static boolean cut(Expression format, List<Duration> cuts) {
    if (!(format instanceof Literal literal) || literal.value() == null) {
      return false;
    }
    int days =
        switch (literal.value().toString().toLowerCase(Locale.ROOT)) {
          case "second", "minute", "hour", "day", "dd" -> 1;
          case "week" -> 7;
          case "month", "mon", "mm" -> 31;
          case "quarter" -> 92;
          case "year", "yyyy", "yy" -> 366;
          default -> -1;
        };
    cuts.add(Duration.ofDays(Math.max(days, 0)));
    return days > 0;
  }
}
