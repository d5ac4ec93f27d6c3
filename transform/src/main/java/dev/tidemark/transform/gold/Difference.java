package dev.tidemark.transform.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.tidemark.contract.conf.GoldModel;
import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.marks.Cut;
import dev.tidemark.transform.sql.AnalysedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;

/** What must be written so that gold's dirty part is what the SELECT gives now. */
final class Difference {
  /** File of the row that gold has of the key already, live or deleted; null if it has none. */
  static final String FILE = "_file";

  /** Where in {@link #FILE}. */
  static final String ROW = "_row";

  /** How many rows the SELECT gives of the key; only where that may be more than one. */
  static final String COPIES = "_copies";

  private static final String NOW = "_now";
  private static final String WAS = "_was";

  private final AnalysedModel model;
  private final Dirty dirty;

  Difference(AnalysedModel model, Dirty dirty) {
    this.model = model;
    this.dirty = dirty;
  }

  /** The SELECT's rows in the dirty part, with {@code _interval}. */
  static Dataset<Row> dirtyRows(Dataset<Row> select, AnalysedModel model, Dirty dirty) {
    GoldModel conf = model.model();
    Column start = Cut.start(column(conf.intervalColumn()), conf.grain());
    return select
        .withColumn(OwnColumns.INTERVAL, start)
        .where(dirty.contains(col(OwnColumns.INTERVAL)));
  }

  /** {@link #dirtyRows} with {@link #COPIES}. */
  Dataset<Row> now(Dataset<Row> select) {
    Dataset<Row> rows = dirtyRows(select, model, dirty);
    if (model.keyIsUnique()) {
      return rows.withColumn(COPIES, lit(1L));
    }
    Column[] key = model.model().key().stream().map(Difference::column).toArray(Column[]::new);
    return rows.withColumn(COPIES, count(lit(1)).over(Window.partitionBy(key)));
  }

  /**
   * Rows to write, in gold's columns, with {@link #FILE}, {@link #ROW} and {@link #COPIES}; those
   * of vanished groups deleted, with their last values.
   *
   * @param now from {@link #now}
   * @param gold all rows of the table
   */
  Dataset<Row> rows(Dataset<Row> now, Dataset<Row> gold, long mark) {
    Dataset<Row> n = now.withColumn(NOW, lit(true)).as("n");
    Dataset<Row> g =
        gold.where(dirty.contains(col(OwnColumns.INTERVAL)))
            .withColumn(FILE, col("_metadata.file_name"))
            .withColumn(ROW, col("_metadata.row_index"))
            .withColumn(WAS, lit(true))
            .as("g");
    Column sameKey =
        model.model().key().stream()
            .map(key -> of("n", key).eqNullSafe(of("g", key)))
            .reduce(Column::and)
            .orElseThrow();
    Column isNow = of("n", NOW).isNotNull();
    Column wasLive = of("g", WAS).isNotNull().and(not(of("g", OwnColumns.DELETED)));
    Column differs = isNow.and(not(wasLive).or(not(same()))).or(not(isNow).and(wasLive));
    return n.join(g, sameKey, "full_outer")
        .where(differs.or(coalesce(of("n", COPIES), lit(1L)).gt(1)))
        .select(columns(isNow, mark).toArray(Column[]::new));
  }

  /** The row without {@link #FILE}, {@link #ROW} and {@link #COPIES}. */
  static Row goldRow(Row row) {
    Object[] values = new Object[row.size() - 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    return RowFactory.create(values);
  }

  /** Of the row that gold has of the key already. */
  static Optional<RowPosition> old(Row row) {
    int file = row.size() - 3;
    return row.isNullAt(file)
        ? Optional.empty()
        : Optional.of(new RowPosition(row.getString(file), row.getLong(file + 1)));
  }

  private Column same() {
    return withInterval().stream()
        .map(name -> of("n", name).eqNullSafe(of("g", name)))
        .reduce(Column::and)
        .orElseThrow();
  }

  private List<Column> columns(Column isNow, long mark) {
    List<Column> columns = new ArrayList<>();
    for (String name : withInterval()) {
      columns.add(when(isNow, of("n", name)).otherwise(of("g", name)).as(name));
    }
    columns.add(lit(mark).as(OwnColumns.VERSION));
    columns.add(not(isNow).as(OwnColumns.DELETED));
    columns.add(of("g", FILE).as(FILE));
    columns.add(of("g", ROW).as(ROW));
    columns.add(coalesce(of("n", COPIES), lit(1L)).as(COPIES));
    return columns;
  }

  private List<String> withInterval() {
    List<String> names = new ArrayList<>(Arrays.asList(model.schema().fieldNames()));
    names.add(OwnColumns.INTERVAL);
    return names;
  }

  private static Column of(String side, String name) {
    return col(side + ".`" + name + "`");
  }

  private static Column column(String name) {
    return col("`" + name + "`");
  }
}
