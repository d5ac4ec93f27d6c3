package dev.tidemark.e2e.types;

import java.util.ArrayList;
import java.util.List;

/**
 * One column of the table of all types.
 *
 * @param type as MariaDB's DDL has it
 * @param silver its type in silver, in Spark's words
 * @param note for the table of types; empty if there is nothing to say
 * @param values what is written into it
 */
record ColumnCase(String name, String type, String silver, String note, List<Value> values) {

  /**
   * A value.
   *
   * @param sql as MariaDB is told
   * @param silver canonical text of what silver must have, null where it must have none
   * @param fromSnapshot the same, where a snapshot cannot read it exactly
   */
  record Value(String sql, String silver, String fromSnapshot) {}

  static ColumnCase of(String name, String type, String silver) {
    return new ColumnCase(name, type, silver, "", List.of());
  }

  /** With a value whose text in silver is another than in SQL. */
  ColumnCase value(String sql, String inSilver) {
    List<Value> more = new ArrayList<>(values);
    more.add(new Value(sql, inSilver, inSilver));
    return new ColumnCase(name, type, silver, note, List.copyOf(more));
  }

  /** With a value that a snapshot does not read exactly. */
  ColumnCase value(String sql, String inSilver, String fromSnapshot) {
    List<Value> more = new ArrayList<>(values);
    more.add(new Value(sql, inSilver, fromSnapshot));
    return new ColumnCase(name, type, silver, note, List.copyOf(more));
  }

  /** With numbers that are written alike in both. */
  ColumnCase numbers(String... literals) {
    ColumnCase result = this;
    for (String literal : literals) {
      result = result.value(literal, literal);
    }
    return result;
  }

  /** With texts that are written alike in both, but for the quotes. */
  ColumnCase texts(String... literals) {
    ColumnCase result = this;
    for (String literal : literals) {
      result = result.value(quoted(literal), literal);
    }
    return result;
  }

  ColumnCase note(String text) {
    return new ColumnCase(name, type, silver, text, values);
  }

  boolean isNullable() {
    return !type.contains("NOT NULL");
  }

  /** Of a row: rows beyond the last value begin anew with the first. */
  Value of(int row) {
    return values.get(row % values.size());
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
