package dev.tidemark.transform.sql;

import dev.tidemark.contract.conf.GoldModel;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import org.apache.spark.sql.types.StructType;

/**
 * A gold model that Spark has understood.
 *
 * @param schema of its SELECT
 * @param ways by dataset, how a changed row dirties intervals; conf's word over what was derived
 * @param prunable by dataset that need be read only near dirty intervals: how much later than the
 *     model's time its own may be
 * @param beside by dataset of which only those rows need be read that a join puts beside a row of a
 *     prunable one: that join
 * @param keyIsUnique true if GROUP BY alone makes the key unique
 * @param fingerprint another one means that gold must be built anew
 * @param origins by column, in the SELECT's order, the datasets' columns that it is made of
 */
public record AnalysedModel(
    GoldModel model,
    StructType schema,
    Map<String, Way> ways,
    Map<String, Duration> prunable,
    Map<String, Hop> beside,
    boolean keyIsUnique,
    String fingerprint,
    Map<String, SortedSet<ColumnOrigin>> origins) {
  public AnalysedModel {
    ways = Map.copyOf(ways);
    prunable = Map.copyOf(prunable);
    beside = Map.copyOf(beside);
    origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
  }
}
