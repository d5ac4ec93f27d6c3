package dev.tidemark.devstack.clickhouse;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The little that must be known of a SQL text to choose the engine's function for it. */
record Statement(String sql) {
  private static final String LEAD = "(?is)^(?:\\s+|/\\*.*?\\*/|--[^\\n]*\\n)*";
  private static final Pattern INSERT = Pattern.compile(LEAD + "INSERT\\s");
  private static final Pattern SELECT = Pattern.compile(LEAD + "(SELECT|WITH)\\b");
  private static final Pattern SESSION = Pattern.compile(LEAD + "(SET|USE)\\s");
  private static final Pattern LAST_FORMAT =
      Pattern.compile("(?is)\\bFORMAT\\s+([A-Za-z0-9_]+)\\s*;?\\s*$");
  private static final Pattern INSERT_HEAD =
      Pattern.compile(
          "(?is)^.*?\\bINSERT\\s+INTO\\b.*?\\bFORMAT\\s+(?!VALUES\\b)([A-Za-z0-9_]+)[ \\t]*\\r?\\n?");
  private static final Pattern VALUES = Pattern.compile("(?is)\\bVALUES\\s*$");

  /** Formats whose pieces make a whole when put one after the other, headers apart. */
  private static final Set<String> PIECEWISE =
      Set.of(
          "rowbinary",
          "rowbinarywithnamesandtypes",
          "native",
          "jsoneachrow",
          "tabseparated",
          "tsv",
          "csv",
          "jsoncompacteachrow");

  boolean isInsert() {
    return INSERT.matcher(sql).find();
  }

  /** Leaves the session other than it found it. */
  boolean changesSession() {
    return SESSION.matcher(sql).find();
  }

  boolean isStreamable(String format) {
    return SELECT.matcher(sql).find() && PIECEWISE.contains(format.toLowerCase(Locale.ROOT));
  }

  /** The format named at the end, or the one given. */
  String formatOr(String otherwise) {
    Matcher format = LAST_FORMAT.matcher(sql);
    return format.find() ? format.group(1) : otherwise;
  }

  /** An INSERT as the engine's streaming call wants it: without FORMAT or VALUES at its end. */
  String withoutFormat() {
    Matcher format = LAST_FORMAT.matcher(sql);
    String text = format.find() ? sql.substring(0, format.start()) : sql;
    return VALUES.matcher(text).replaceFirst("");
  }

  /** Where the data begins in {@code INSERT … FORMAT X\n<data>}; -1 when none follows. */
  static int dataStart(String head) {
    Matcher insert = INSERT_HEAD.matcher(head);
    return insert.find() && insert.end() < head.length() ? insert.end() : -1;
  }
}
