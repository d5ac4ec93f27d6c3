package dev.tidemark.ingest.postgres;

/** Names and texts in SQL that a person can copy: quoted always, so that none is read otherwise. */
final class Quoted {
  private Quoted() {}

  static String name(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** Of {@code schema.table}. */
  static String table(String table) {
    int dot = table.indexOf('.');
    return name(table.substring(0, dot)) + "." + name(table.substring(dot + 1));
  }

  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
