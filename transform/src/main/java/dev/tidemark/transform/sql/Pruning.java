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
 * Which datasets need be read only in part.
 *
 * @param prunable those that need be read only near the dirty intervals: their own interval column,
 *     cast, cut or shifted between zones and no more, is the model's. By dataset, how much later
 *     than the model's time the row's own may be, besides what zones and grains account for: a cut
 *     takes a time back to its start
 * @param beside those whose rows count only beside a row of a prunable one, and the join of columns
 *     that tells which
 */
record Pruning(Map<String, Duration> prunable, Map<String, Hop> beside) {

  /**
   * @param ways as derived, not as declared: a declared column does not say that the SQL reads it
   */
  static Pruning of(LogicalPlan analysed, Map<String, Way> ways, Map<String, Dataset> datasets) {
    List<String> read = Inputs.datasetsOf(new InlineCTE(true, false).apply(analysed));
    Map<String, Path> paths = new TreeMap<>();
    ways.forEach(
        (name, way) -> {
          if (Collections.frequency(read, name) == 1
              && way instanceof Way.Along along
              && along.paths().size() == 1
              && along.paths().get(0).whenAbsent().isEmpty()) {
            paths.put(name, along.paths().get(0));
          }
        });
    Map<String, Duration> prunable = new TreeMap<>();
    paths.forEach(
        (name, path) ->
            slack(path, datasets.get(name)).ifPresent(slack -> prunable.put(name, slack)));
    Map<String, Hop> beside = new TreeMap<>();
    paths.forEach(
        (name, path) -> {
          if (path.hops().size() == 1
              && prunable.containsKey(path.hops().get(0).dataset())
              && joinsColumns(path.hops().get(0))) {
            beside.put(name, path.hops().get(0));
          }
        });
    return new Pruning(prunable, beside);
  }

  /** As they stand, of the same types. */
  private static boolean joinsColumns(Hop hop) {
    for (int i = 0; i < hop.own().size(); i++) {
      RowValue own = hop.own().get(i);
      RowValue other = hop.other().get(i);
      if (own.plainColumn().isEmpty()
          || other.plainColumn().isEmpty()
          || !own.type().equals(other.type())) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Duration> slack(Path path, Dataset dataset) {
    Optional<EventInterval> interval = dataset.interval();
    if (interval.isEmpty() || !path.hops().isEmpty()) {
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
