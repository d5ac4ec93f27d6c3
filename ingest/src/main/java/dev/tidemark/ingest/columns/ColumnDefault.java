package dev.tidemark.ingest.columns;

import dev.tidemark.contract.conf.Source;
import java.util.Optional;

/** Reads a column's default from the schema, which each kind of server writes differently. */
public final class ColumnDefault {
  private ColumnDefault() {}

  /**
   * The default as the source writes it; empty if there is none, or if it is NULL.
   *
   * @param text null where the server has NULL. MariaDB writes SQL: NULL is the word, and a text
   *     stands in quotes. MySQL writes a text bare, so that the word is a text there. Postgres
   *     writes SQL with a cast: {@code NULL::text}.
   */
  public static Optional<String> of(Source.Kind kind, String text) {
    return switch (kind) {
      case POSTGRES -> Optional.ofNullable(text).filter(sql -> !sql.startsWith("NULL::"));
      case MARIADB -> Optional.ofNullable(text).filter(sql -> !sql.equalsIgnoreCase("NULL"));
      case MYSQL -> Optional.ofNullable(text);
      case FILES -> Optional.empty();
    };
  }
}
