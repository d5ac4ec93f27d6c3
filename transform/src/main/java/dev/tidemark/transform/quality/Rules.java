package dev.tidemark.transform.quality;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Expectation;
import dev.tidemark.contract.conf.Expectation.OnFail;
import dev.tidemark.transform.decode.Change;
import dev.tidemark.transform.decode.Decoded;
import dev.tidemark.transform.sql.DatasetColumns;
import dev.tidemark.transform.sql.RowCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import scala.Function1;

/**
 * A dataset's expectations, analysed once, for rows in memory: no Spark job. They look at the row
 * alone, so a record is judged alike whenever and however often it is read. For one thread at a
 * time.
 */
public final class Rules {
  /** Before the rule's name in quarantine's code. */
  public static final String CODE = "expectation:";

  private final Dataset dataset;
  private final List<RowCheck> checks;
  private final int width;

  /** By place, of the columns that some check looks at. */
  private final Map<Integer, Function1<Object, Object>> converters = new HashMap<>();

  private Rules(Dataset dataset, List<RowCheck> checks) {
    this.dataset = dataset;
    this.checks = List.copyOf(checks);
    StructType columns = DatasetColumns.of(dataset);
    this.width = columns.size();
    for (RowCheck check : checks) {
      for (int place : check.columns()) {
        converters.put(
            place,
            CatalystTypeConverters.createToCatalystConverter(columns.fields()[place].dataType()));
      }
    }
  }

  /**
   * @throws IllegalArgumentException naming the mistakes that {@code tidemark validate} finds
   */
  public static Rules of(SparkSession spark, Dataset dataset) {
    return new Rules(dataset, RowCheck.of(spark, dataset));
  }

  /**
   * What the record comes to under the rules: itself, or quarantined.
   *
   * @param judged is told of each row that was checked; deletes are not
   */
  public Decoded judge(Decoded decoded, Consumer<Judgement> judged) {
    if (checks.isEmpty() || !(decoded instanceof Decoded.Applied applied)) {
      return decoded;
    }
    List<String> reasons = new ArrayList<>();
    Expectation first = null;
    for (Change change : applied.changes()) {
      if (!change.deleted()) {
        List<Expectation> broken = broken(change.row(), reasons);
        judged.accept(new Judgement(applied.record(), change.row(), broken));
        first = first == null ? firstThatKeepsAside(broken) : first;
      }
    }
    return first == null
        ? decoded
        : new Decoded.Quarantined(
            applied.record(), CODE + first.name(), message(String.join("; ", reasons)));
  }

  private List<Expectation> broken(Row row, List<String> reasons) {
    InternalRow values = internal(row);
    List<Expectation> broken = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      Expectation rule = dataset.expectations().get(i);
      Optional<String> failure = checks.get(i).failure(values);
      if (failure.isPresent()) {
        broken.add(rule);
        if (rule.onFail() == OnFail.QUARANTINE) {
          reasons.add(
              "expectation '%s' (%s) %s".formatted(rule.name(), rule.check(), failure.get()));
        }
      }
    }
    return broken;
  }

  private InternalRow internal(Row row) {
    Object[] values = new Object[width];
    converters.forEach((place, convert) -> values[place] = convert.apply(row.get(place)));
    return new GenericInternalRow(values);
  }

  private static Expectation firstThatKeepsAside(List<Expectation> broken) {
    return broken.stream()
        .filter(rule -> rule.onFail() == OnFail.QUARANTINE)
        .findFirst()
        .orElse(null);
  }

  private String message(String reasons) {
    return "%s; silver keeps the row before this one. Mend the row at the source, or the rule in conf/datasets/%s.yaml"
        .formatted(reasons, dataset.name());
  }
}
