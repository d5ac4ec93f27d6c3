package dev.tidemark.transform.silver;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.sequence.Sequence;
import dev.tidemark.contract.time.Intervals;
import dev.tidemark.transform.columns.SilverSchema;
import dev.tidemark.transform.decode.Change;
import dev.tidemark.transform.deletion.RowPosition;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** The columns of a dataset's silver table: its own in conf order, then ours. */
public final class SilverColumns {
  private final Dataset dataset;
  private final StructType columns;
  private final int[] keys;
  private final int interval;

  /** Of no meaning where there is none. */
  private final Intervals intervals;

  /**
   * @throws IllegalArgumentException if the dataset's columns are not known, or a key or the
   *     interval is not among them
   */
  public SilverColumns(Dataset dataset) {
    if (dataset.columns().isEmpty()) {
      throw new IllegalArgumentException(
          "dataset '%s': columns not known yet: run ingest apply".formatted(dataset.name()));
    }
    this.dataset = dataset;
    this.columns = columnsOf(dataset);
    this.keys = dataset.keys().stream().mapToInt(columns::fieldIndex).toArray();
    this.interval = dataset.interval().map(cut -> columns.fieldIndex(cut.column())).orElse(-1);
    this.intervals =
        dataset.interval().map(cut -> new Intervals(cut.grain(), cut.zone())).orElse(null);
  }

  /** The dataset's columns in conf order, all nullable. */
  public static StructType columnsOf(Dataset dataset) {
    StructType schema = new StructType();
    for (Dataset.Column column : dataset.columns()) {
      schema = schema.add(column.name(), DataType.fromDDL(column.type()), true);
    }
    return schema;
  }

  public Dataset dataset() {
    return dataset;
  }

  /** The dataset's columns only. */
  public StructType columns() {
    return columns;
  }

  /** All columns of the table. */
  public StructType table() {
    return SilverSchema.of(dataset);
  }

  /** Key of a row that begins with the dataset's columns. */
  public Key key(Row row) {
    return Key.of(row, keys);
  }

  /** A row of the table. */
  Row row(Change change, Instant appliedAt) {
    int width = columns.length();
    Object[] values = new Object[width + 8];
    for (int i = 0; i < width; i++) {
      values[i] = change.row().get(i);
    }
    values[width] = intervalOf(change.row());
    values[width + 1] = change.sequence().epoch();
    values[width + 2] = change.sequence().partition();
    values[width + 3] = change.sequence().offset();
    values[width + 4] = change.op().letter();
    values[width + 5] = change.deleted();
    values[width + 6] = change.sourceTs().orElse(null);
    values[width + 7] = appliedAt;
    return RowFactory.create(values);
  }

  /** The dataset's columns of a row of the table. */
  Row image(Row silver) {
    Object[] values = new Object[columns.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = silver.get(i);
    }
    return RowFactory.create(values);
  }

  /** Empty if somebody else has written the row without one. */
  Optional<Sequence> sequence(Row silver) {
    int width = columns.length();
    if (silver.isNullAt(width + 1) || silver.isNullAt(width + 2) || silver.isNullAt(width + 3)) {
      return Optional.empty();
    }
    return Optional.of(
        new Sequence(
            silver.getInt(width + 1), silver.getInt(width + 2), silver.getLong(width + 3)));
  }

  /** Of a row of the table with its file and its place in the file at the end. */
  Standing standing(Row silver) {
    return new Standing(
        new RowPosition(silver.getString(silver.size() - 2), silver.getLong(silver.size() - 1)),
        sequence(silver),
        deleted(silver),
        image(silver));
  }

  boolean deleted(Row silver) {
    int deleted = columns.length() + 5;
    return !silver.isNullAt(deleted) && silver.getBoolean(deleted);
  }

  /** Start of the interval that a row of the dataset's columns belongs to; empty if it has none. */
  public Optional<Instant> interval(Row row) {
    return Optional.ofNullable(intervalOf(row));
  }

  private Instant intervalOf(Row row) {
    if (interval < 0 || row.isNullAt(interval)) {
      return null;
    }
    Object time = row.get(interval);
    if (time instanceof Instant instant) {
      return intervals.of(instant).start();
    }
    if (time instanceof LocalDateTime wallClock) {
      return intervals.of(wallClock).start();
    }
    if (time instanceof LocalDate date) {
      return intervals.of(date.atStartOfDay()).start();
    }
    throw new IllegalArgumentException(
        "dataset '%s': interval column '%s' must be a date, timestamp or timestamp_ntz, not %s"
            .formatted(
                dataset.name(),
                dataset.interval().orElseThrow().column(),
                columns.fields()[interval].dataType().sql()));
  }
}
