package dev.tidemark.transform.gold;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.transform.scan.Starts;
import dev.tidemark.transform.scan.TableVersion;
import dev.tidemark.transform.sql.AnalysedModel;
import dev.tidemark.transform.sql.Hop;
import dev.tidemark.transform.sql.RowValue;
import dev.tidemark.transform.sql.SilverTables;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Live rows that may count in a dirty part of a model. For one refresh, by one thread. */
final class NearRows implements Near {
  private final Conf conf;
  private final Function<String, Optional<TableVersion>> newest;
  private final SilverTables.Source whole;
  private final AnalysedModel model;
  private final Dirty dirty;
  private final Map<String, Optional<TableVersion>> versions = new HashMap<>();
  private final Map<String, Optional<List<Row>>> rows = new HashMap<>();

  /**
   * @param newest version of a dataset's table
   * @param whole for tables that are left to Spark
   */
  NearRows(
      Conf conf,
      Function<String, Optional<TableVersion>> newest,
      SilverTables.Source whole,
      AnalysedModel model,
      Dirty dirty) {
    this.conf = conf;
    this.newest = newest;
    this.whole = whole;
    this.model = model;
    this.dirty = dirty;
  }

  @Override
  public Optional<StructType> schema(Dataset dataset) {
    return version(dataset).map(TableVersion::schema);
  }

  @Override
  public Optional<List<Row>> rows(Dataset dataset) {
    return version(dataset).flatMap(version -> rows(dataset, version));
  }

  @Override
  public Optional<org.apache.spark.sql.Dataset<Row>> whole(SparkSession session, Dataset dataset) {
    return whole.newest(session, dataset);
  }

  private Optional<TableVersion> version(Dataset dataset) {
    return versions.computeIfAbsent(dataset.name(), newest);
  }

  private Optional<List<Row>> rows(Dataset dataset, TableVersion version) {
    Optional<List<Row>> known = rows.get(dataset.name());
    if (known == null) {
      known = version.rows(starts(dataset), isLive(version).and(isBeside(dataset, version)));
      rows.put(dataset.name(), known);
    }
    return known;
  }

  private Starts starts(Dataset dataset) {
    Duration slack = model.prunable().get(dataset.name());
    return slack == null || dataset.interval().isEmpty()
        ? Starts.ALL
        : dirty.near(slack, dataset.interval().get().grain());
  }

  private static Predicate<Row> isLive(TableVersion version) {
    int deleted = version.schema().fieldIndex(OwnColumns.DELETED);
    return row -> Boolean.FALSE.equals(row.get(deleted));
  }

  /** True for rows that a join puts beside one that is near, where it is known which. */
  private Predicate<Row> isBeside(Dataset dataset, TableVersion version) {
    Hop hop = model.beside().get(dataset.name());
    if (hop == null) {
      return row -> true;
    }
    Dataset to = conf.datasets().get(hop.dataset());
    Optional<TableVersion> other = version(to);
    Optional<List<Integer>> own = places(version.schema(), hop.own());
    Optional<List<Integer>> theirs = other.flatMap(o -> places(o.schema(), hop.other()));
    Optional<List<Row>> near = other.flatMap(o -> rows(to, o));
    if (own.isEmpty() || theirs.isEmpty() || near.isEmpty()) {
      return row -> true;
    }
    Set<List<Object>> keys = new HashSet<>();
    near.get().forEach(row -> keys.add(values(row, theirs.get())));
    return row -> keys.contains(values(row, own.get()));
  }

  /** Empty if a column is not in the table, or not yet of the type that it is joined in. */
  private static Optional<List<Integer>> places(StructType schema, List<RowValue> columns) {
    List<String> names = List.of(schema.fieldNames());
    for (RowValue column : columns) {
      String name = column.plainColumn().orElseThrow();
      if (!names.contains(name) || !schema.apply(name).dataType().equals(column.type())) {
        return Optional.empty();
      }
    }
    return Optional.of(
        columns.stream().map(column -> names.indexOf(column.plainColumn().orElseThrow())).toList());
  }

  private static List<Object> values(Row row, List<Integer> places) {
    return places.stream().map(place -> Same.of(row.get(place))).toList();
  }
}
