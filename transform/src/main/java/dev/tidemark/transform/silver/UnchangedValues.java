package dev.tidemark.transform.silver;

import dev.tidemark.transform.decode.Change;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values that an update left as they were and that its record does not carry: Postgres keeps large
 * ones apart from the row (TOAST) and logs them only when they change. Debezium sends a word in
 * their place, which is never written: the value is the one that the row had before.
 */
final class UnchangedValues {
  /** Debezium's {@code unavailable.value.placeholder}, as text or as its bytes. */
  private static final String TEXT = "__debezium_unavailable_value";

  private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.US_ASCII);
  private static final Logger LOG = LoggerFactory.getLogger(UnchangedValues.class);

  private final String dataset;
  private final int[] columns;

  UnchangedValues(SilverColumns columns) {
    this.dataset = columns.dataset().name();
    this.columns =
        IntStream.range(0, columns.columns().length())
            .filter(i -> mayBeLarge(columns.columns().fields()[i].dataType()))
            .toArray();
  }

  private static boolean mayBeLarge(DataType type) {
    return type instanceof StringType || type instanceof BinaryType;
  }

  boolean isPartOf(Row row) {
    for (int column : columns) {
      if (isUnchanged(row.get(column))) {
        return true;
      }
    }
    return false;
  }

  /** The later of two changes of a batch, with what it leaves unchanged from the earlier one. */
  Change filled(Change later, Change earlier) {
    return isPartOf(later.row()) && !earlier.deleted()
        ? with(later, filled(later.row(), earlier.row()))
        : later;
  }

  /**
   * The change with what it leaves unchanged from the row that silver has. Where it has none, such
   * a value is nowhere and becomes null, which is told.
   *
   * @param standing null if silver has no row of the key
   */
  Change filled(Change change, Standing standing) {
    if (!isPartOf(change.row())) {
      return change;
    }
    if (standing == null) {
      LOG.atWarn()
          .addKeyValue("dataset", dataset)
          .addKeyValue("offset", change.sequence().offset())
          .log(
              "an update of a row that silver has not leaves out large values, which become null;"
                  + " let the source emit the row again: backfill run --route source");
      Row unknown = RowFactory.create(new Object[change.row().size()]);
      return with(change, filled(change.row(), unknown));
    }
    return with(change, filled(change.row(), standing.image()));
  }

  private Row filled(Row row, Row old) {
    Object[] values = new Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    for (int column : columns) {
      if (isUnchanged(values[column])) {
        values[column] = old.get(column);
      }
    }
    return RowFactory.create(values);
  }

  private static Change with(Change change, Row row) {
    return new Change(
        change.key(), row, change.op(), change.sequence(), change.sourceTs(), change.snapshot());
  }

  private static boolean isUnchanged(Object value) {
    if (value instanceof String text) {
      return text.length() == TEXT.length() && text.equals(TEXT);
    }
    return value instanceof byte[] bytes && Arrays.equals(bytes, BYTES);
  }
}
