package dev.tidemark.ingest.columns;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;

/**
 * A column of a table at the source.
 *
 * @param defaultValue as the source writes it; empty if there is none, or if it is NULL
 */
public record SourceColumn(
    String name, Type type, boolean nullable, Optional<String> defaultValue) {
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
    private static final Set<String> UNREADABLE = Set.of("inet4", "inet6", "xmltype");

    boolean isUnsigned() {
      return full.contains("unsigned");
    }

    /** True if Debezium 3.5 understands neither its DDL nor, for some, its rows in the log. */
    boolean isUnreadable() {
      return UNREADABLE.contains(name) || full.contains("COMPRESSED*/");
    }
  }
}
