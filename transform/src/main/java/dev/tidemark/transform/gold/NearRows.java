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
final class NearRows implements SilverTables.Source {
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
  public Optional<org.apache.spark.sql.Dataset<Row>> newest(SparkSession session, Dataset dataset) {
    Optional<TableVersion> version = version(dataset);
    if (version.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<Row>> near = rows(dataset, version.get());
    return near.isEmpty()
        ? whole.newest(session, dataset)
        // one partition, so that joins and groups need no shuffle
        : Optional.of(session.createDataFrame(near.get(), version.get().schema()).coalesce(1));
  }

  private Optional<TableVersion> version(Dataset dataset) {
    return versions.computeIfAbsent(dataset.name(), newest);
  }

  /** Empty if they are better read by Spark. */
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
