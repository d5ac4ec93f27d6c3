package dev.tidemark.ingest.postgres;

import java.util.Set;
import java.util.regex.Pattern;

/** Names as SQL that a person can copy: quoted where Postgres would read them otherwise. */
final class Quoted {
  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");
  private static final Set<String> RESERVED =
      Set.of(
          "all",
          "analyse",
          "analyze",
          "and",
          "any",
          "array",
          "as",
          "asc",
          "both",
          "case",
          "cast",
          "check",
          "collate",
          "column",
          "constraint",
          "create",
          "default",
          "desc",
          "distinct",
          "do",
          "else",
          "end",
          "except",
          "false",
          "fetch",
          "for",
          "foreign",
          "from",
          "grant",
          "group",
          "having",
          "in",
          "initially",
          "into",
          "leading",
          "limit",
          "not",
          "null",
          "offset",
          "on",
          "only",
          "or",
          "order",
          "primary",
          "references",
          "returning",
          "select",
          "some",
          "table",
          "then",
          "to",
          "trailing",
          "true",
          "union",
          "unique",
          "user",
          "using",
          "when",
          "where",
          "window",
          "with");

  private Quoted() {}

  static String name(String name) {
    return PLAIN.matcher(name).matches() && !RESERVED.contains(name)
        ? name
        : "\"" + name.replace("\"", "\"\"") + "\"";
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
