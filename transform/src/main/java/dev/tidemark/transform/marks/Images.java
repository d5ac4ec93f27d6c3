package dev.tidemark.transform.marks;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.transform.silver.Changes;
import dev.tidemark.transform.sql.DatasetColumns;
import dev.tidemark.transform.sql.Hop;
import dev.tidemark.transform.sql.RowValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import scala.Function1;

/** Old and new images of a batch's rows of one dataset, ready for Spark's expressions. */
final class Images {
  private final Dataset dataset;
  private final StructType columns;
  private final List<Row> external;
  private final List<InternalRow> rows;

  private Images(Dataset dataset, StructType columns, List<Row> external) {
    this.dataset = dataset;
    this.columns = columns;
    this.external = external;
    Function1<Object, Object> convert = CatalystTypeConverters.createToCatalystConverter(columns);
    this.rows = external.stream().map(row -> (InternalRow) convert.apply(row)).toList();
  }

  /**
   * @param dataset with the columns that SQL sees: silver may have grown more
   */
  static Images of(Changes changes, Dataset dataset) {
    StructType columns = DatasetColumns.of(dataset);
    int[] places = new int[columns.size()];
    for (int i = 0; i < places.length; i++) {
      String name = columns.fieldNames()[i];
      places[i] =
          changes.schema().getFieldIndex(name).map(index -> (Integer) index).getOrElse(() -> -1);
    }
    Set<Row> distinct = new LinkedHashSet<>();
    changes.before().forEach(row -> distinct.add(ordered(row, places)));
    changes.after().forEach(row -> distinct.add(ordered(row, places)));
    return new Images(dataset, columns, List.copyOf(distinct));
  }

  static Images none(Dataset dataset) {
    return new Images(dataset, DatasetColumns.of(dataset), List.of());
  }

  private static Row ordered(Row row, int[] places) {
    Object[] values = new Object[places.length];
    for (int i = 0; i < places.length; i++) {
      values[i] = places[i] < 0 ? null : row.get(places[i]);
    }
    return RowFactory.create(values);
  }

  List<InternalRow> rows() {
    return rows;
  }

  List<Row> external() {
    return external;
  }

  StructType columns() {
    return columns;
  }

  /** Rows whose tuple of the hop's other side is among {@code tuples}. */
  List<InternalRow> matching(Hop hop, Set<List<Object>> tuples) {
    List<InternalRow> found = new ArrayList<>();
    for (InternalRow row : rows) {
      RowValue.tuple(hop.other(), row).filter(tuples::contains).ifPresent(tuple -> found.add(row));
    }
    return found;
  }

  /**
   * The tuples that need be looked up in silver: where the hop leads to the dataset's key, the
   * images are all there is of the keys they bear.
   */
  Set<List<Object>> notHere(Hop hop, Set<List<Object>> tuples) {
    List<String> plain =
        hop.other().stream().map(RowValue::plainColumn).flatMap(Optional::stream).toList();
    if (plain.size() != hop.other().size() || !plain.containsAll(dataset.keys())) {
      return tuples;
    }
    List<RowValue> ownKey =
        dataset.keys().stream().map(key -> hop.other().get(plain.indexOf(key))).toList();
    Set<List<Object>> here = tuples(ownKey, rows);
    Set<List<Object>> rest = new HashSet<>();
    for (List<Object> tuple : tuples) {
      List<Object> key =
          dataset.keys().stream().map(name -> tuple.get(plain.indexOf(name))).toList();
      if (!here.contains(key)) {
        rest.add(tuple);
      }
    }
    return rest;
  }

  /** Distinct tuples without nulls: a null is equal to nothing. */
  static Set<List<Object>> tuples(List<RowValue> values, List<InternalRow> rows) {
    Set<List<Object>> tuples = new LinkedHashSet<>();
    rows.forEach(row -> RowValue.tuple(values, row).ifPresent(tuples::add));
    return tuples;
  }
}
