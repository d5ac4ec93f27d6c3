package dev.tidemark.ingest.columns;

import static java.util.Objects.requireNonNull;

/** A column of a table at the source. */
public record SourceColumn(String name, Type type, boolean nullable) {
  public SourceColumn {
    requireNonNull(name, "name is null");
    requireNonNull(type, "type is null");
  }

  /**
   * A type as information_schema has it.
   *
   * @param name such as {@code decimal}, in lower case
   * @param full such as {@code decimal(12,2) unsigned}
   * @param precision digits of a number, 0 for others
   * @param scale digits after the point, 0 for others
   */
  public record Type(String name, String full, int precision, int scale) {
    boolean isUnsigned() {
      return full.contains("unsigned");
    }
  }
}
