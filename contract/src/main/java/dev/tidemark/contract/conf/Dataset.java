package dev.tidemark.contract.conf;

import dev.tidemark.contract.name.Topics;
import dev.tidemark.contract.time.Grain;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * conf/datasets/&lt;name&gt;.yaml: one table followed through bronze and silver.
 *
 * @param table {@code database.table} of the source
 * @param keys silver columns, not empty
 * @param interval empty for dimensions
 * @param declared SQL type by silver column, as far as conf says
 * @param columns all columns with their types: what the source has, with {@code declared} over it;
 *     empty while unknown
 * @param expectations rules for its rows, in the order of conf
 * @param lane the set of datasets read by one streaming query
 * @param upsert how silver finds the rows that a batch replaces
 */
public record Dataset(
    String name,
    String source,
    String table,
    List<String> keys,
    Optional<EventInterval> interval,
    OnSchemaChange onSchemaChange,
    Map<String, String> declared,
    List<Column> columns,
    List<Expectation> expectations,
    Freshness freshness,
    String lane,
    UpsertBy upsert,
    Located at) {

  public static final String DEFAULT_LANE = "main";

  /** This dataset with other columns. */
  public Dataset withColumns(List<Column> others) {
    return new Dataset(
        name,
        source,
        table,
        keys,
        interval,
        onSchemaChange,
        declared,
        List.copyOf(others),
        expectations,
        freshness,
        lane,
        upsert,
        at);
  }

  /** The topic that carries this dataset's changes. */
  public String topic() {
    return Topics.ofTable(source, table);
  }

  public Optional<Column> column(String column) {
    return columns.stream().filter(candidate -> candidate.name().equals(column)).findFirst();
  }

  /**
   * Which interval of event time a row belongs to.
   *
   * @param zone in which wall-clock columns are read and intervals are cut
   */
  public record EventInterval(String column, Grain grain, ZoneId zone) {}

  /**
   * One column of silver.
   *
   * @param source its name at the source
   * @param type Spark SQL, such as {@code decimal(12,2)}
   */
  public record Column(String name, String source, String type, boolean nullable) {}

  /** How old the newest change may be before someone should look. */
  public record Freshness(Duration warn, Duration error) {}

  /** What a changed source does. */
  public enum OnSchemaChange {
    EVOLVE,
    STRICT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
