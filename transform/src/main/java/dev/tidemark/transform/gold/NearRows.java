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
import java.util.ArrayList;
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
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Live rows that may count in a dirty part of a model. For one refresh, by one thread. */
final class NearRows implements Near {
  private final Conf conf;
  private final Function<String, Optional<TableVersion>> newest;
  private final SilverTables.Source whole;
  private final AnalysedModel model;
  private final Dirty dirty;
  private final Map<String, Optional<TableVersion>> versions = new HashMap<>();
  private final Map<String, Optional<List<InternalRow>>> rows = new HashMap<>();

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
  public Optional<List<InternalRow>> rows(Dataset dataset) {
    return version(dataset).flatMap(version -> rows(dataset, version));
  }

  @Override
  public Optional<org.apache.spark.sql.Dataset<Row>> whole(SparkSession session, Dataset dataset) {
    return whole.newest(session, dataset);
  }

  private Optional<TableVersion> version(Dataset dataset) {
    return versions.computeIfAbsent(dataset.name(), newest);
  }

  private Optional<List<InternalRow>> rows(Dataset dataset, TableVersion version) {
    Optional<List<InternalRow>> known = rows.get(dataset.name());
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

  private static Predicate<InternalRow> isLive(TableVersion version) {
    int deleted = version.schema().fieldIndex(OwnColumns.DELETED);
    return row -> !row.isNullAt(deleted) && !row.getBoolean(deleted);
  }

  /** True for rows that a join puts beside one that is near, where it is known which. */
  private Predicate<InternalRow> isBeside(Dataset dataset, TableVersion version) {
    Hop hop = model.beside().get(dataset.name());
    if (hop == null) {
      return row -> true;
    }
    Dataset to = conf.datasets().get(hop.dataset());
    Optional<TableVersion> other = version(to);
    Optional<List<Integer>> own = places(version.schema(), hop.own());
    Optional<List<Integer>> theirs = other.flatMap(o -> places(o.schema(), hop.other()));
    Optional<List<InternalRow>> near = other.flatMap(o -> rows(to, o));
    if (own.isEmpty() || theirs.isEmpty() || near.isEmpty()) {
      return row -> true;
    }
    Values ofOwn = new Values(version.schema(), own.get());
    Values ofTheirs = new Values(other.get().schema(), theirs.get());
    Set<Object> keys = new HashSet<>();
    near.get().forEach(row -> keys.add(ofTheirs.of(row)));
    return row -> keys.contains(ofOwn.of(row));
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

  /** Values of some columns, of which equal ones are equal. */
  private static final class Values {
    private final int[] places;
    private final DataType[] types;

    Values(StructType schema, List<Integer> places) {
      this.places = places.stream().mapToInt(Integer::intValue).toArray();
      this.types =
          places.stream().map(place -> schema.fields()[place].dataType()).toArray(DataType[]::new);
    }

    Object of(InternalRow row) {
      if (places.length == 1) {
        return value(row, 0);
      }
      List<Object> values = new ArrayList<>(places.length);
      for (int i = 0; i < places.length; i++) {
        values.add(value(row, i));
      }
      return values;
    }

    private Object value(InternalRow row, int i) {
      return row.isNullAt(places[i]) ? null : Same.of(row.get(places[i], types[i]));
    }
  }
}
