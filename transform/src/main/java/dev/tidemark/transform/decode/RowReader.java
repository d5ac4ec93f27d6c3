package dev.tidemark.transform.decode;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.transform.decode.value.ConnectType;
import dev.tidemark.transform.decode.value.Conversion;
import dev.tidemark.transform.decode.value.Conversions;
import dev.tidemark.transform.decode.value.UnfitException;
import dev.tidemark.transform.decode.wire.Encoding;
import dev.tidemark.transform.decode.wire.Reason;
import dev.tidemark.transform.decode.wire.RefusedException;
import java.time.DateTimeException;
import java.util.Optional;

/** Reads the dataset's columns out of structs of one schema. */
final class RowReader {
  private final Columns columns;
  private final Encoding encoding;
  private final ConnectType.Field[] fields; // null where the schema lacks the column
  private final Conversion[] conversions;

  private RowReader(
      Columns columns, Encoding encoding, ConnectType.Field[] fields, Conversion[] conversions) {
    this.columns = columns;
    this.encoding = encoding;
    this.fields = fields;
    this.conversions = conversions;
  }

  /**
   * @throws RefusedException if the schema contradicts itself
   */
  static RowReader of(Columns columns, ConnectType struct, Encoding encoding) {
    ConnectType.Field[] fields = new ConnectType.Field[columns.size()];
    Conversion[] conversions = new Conversion[columns.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = field(struct, columns.columns().get(i)).orElse(null);
      if (fields[i] != null) {
        conversions[i] = conversion(columns, i, fields[i].type(), encoding);
      }
    }
    return new RowReader(columns, encoding, fields, conversions);
  }

  /** All columns, in the order of conf. */
  Object[] row(Object struct) {
    Object[] values = new Object[fields.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(struct, i);
    }
    return values;
  }

  /** Values of the key columns; null for those that are not there. */
  Object[] key(Object struct) {
    Object[] values = new Object[columns.keys().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(struct, columns.keys().get(i));
    }
    return values;
  }

  private Object value(Object struct, int column) {
    Object raw = fields[column] == null ? null : encoding.field(struct, fields[column]);
    if (raw == null) {
      return null;
    }
    try {
      return conversions[column].of(raw);
    } catch (UnfitException e) {
      throw unfit(column, e.getMessage());
    } catch (ClassCastException | ArithmeticException | DateTimeException e) {
      throw unfit(column, "a value that its own type does not allow");
    }
  }

  private RefusedException unfit(int column, String what) {
    return new RefusedException(
        Reason.VALUE_DOES_NOT_FIT,
        "column '%s': %s does not become %s exactly; declare a type that takes it under columns: of dataset %s"
            .formatted(
                columns.columns().get(column).name(),
                what,
                columns.columns().get(column).type(),
                columns.dataset()));
  }

  /** By the source's name, or by what Avro makes of it. */
  private static Optional<ConnectType.Field> field(ConnectType struct, Dataset.Column column) {
    return struct.field(column.source()).or(() -> struct.field(avroName(column.source())));
  }

  /** As Debezium's {@code field.name.adjustment.mode=avro} does it. */
  static String avroName(String name) {
    String legal = name.replaceAll("[^A-Za-z0-9_]", "_");
    return !legal.isEmpty() && Character.isDigit(legal.charAt(0)) ? "_" + legal : legal;
  }

  private static Conversion conversion(
      Columns columns, int column, ConnectType type, Encoding encoding) {
    try {
      return encoding.plain(type).then(Conversions.of(type, columns.type(column), columns.zone()));
    } catch (NumberFormatException e) {
      throw new RefusedException(
          Reason.UNDECODABLE,
          "column '%s': its schema has parameters that are no numbers"
              .formatted(columns.columns().get(column).name()));
    }
  }
}
