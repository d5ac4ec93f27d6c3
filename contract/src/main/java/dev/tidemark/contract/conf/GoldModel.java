package dev.tidemark.contract.conf;

import dev.tidemark.contract.time.Grain;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * conf/gold/&lt;name&gt;.sql and .yaml: one aggregate.
 *
 * @param key names the groups; contains the interval's column
 * @param inputs by dataset, as far as conf says; the rest is derived from the SQL
 */
public record GoldModel(
    String name,
    String sql,
    Located sqlAt,
    String intervalColumn,
    Grain grain,
    List<String> key,
    Map<String, Input> inputs,
    Optional<Serve> serve,
    Located at) {

  /** How a changed row of a dataset dirties intervals of the model. */
  public sealed interface Input {
    /** The row carries the event time in this column. */
    record ByColumn(String column) implements Input {}

    /**
     * Through another dataset.
     *
     * @param on pairs of equal columns
     */
    record Via(String dataset, List<Pair> on) implements Input {}

    /** Any change dirties every interval. */
    record All() implements Input {}
  }

  /**
   * Two columns that are equal in a join.
   *
   * @param own of the dataset whose row changed
   * @param other of the dataset it goes through
   */
  public record Pair(String own, String other) {}
}
