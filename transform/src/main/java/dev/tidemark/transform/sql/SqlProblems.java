package dev.tidemark.transform.sql;

import dev.tidemark.contract.conf.Located;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.contract.conf.Suggestions;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.parser.ParseException;

/** What Spark says of a SQL text, as mistakes with the line in the file and what to do. */
final class SqlProblems {
  private static final Pattern CONDITION = Pattern.compile("^\\[[A-Z0-9_.]+] ");
  private static final Pattern STATE = Pattern.compile(" SQLSTATE: \\w+.*$");
  private static final Pattern PART = Pattern.compile("`([^`]*)`");

  /** Datasets and views. */
  private final Collection<String> tables;

  SqlProblems(Collection<String> tables) {
    this.tables = List.copyOf(tables);
  }

  Problem of(Located at, String sql, AnalysisException e) {
    int line = line(sql, e);
    if (e instanceof ParseException) {
      return new Problem(
          at.file(), line, "SQL does not parse: " + text(e), "a file holds one SELECT");
    }
    Map<String, String> parameters = e.getMessageParameters();
    String condition = Optional.ofNullable(e.getCondition()).orElse("");
    if (condition.startsWith("UNRESOLVED_COLUMN")) {
      return column(at, line, parameters).aboutColumns();
    }
    if (condition.startsWith("TABLE_OR_VIEW_NOT_FOUND")) {
      return table(at, line, parameters.getOrDefault("relationName", "?"));
    }
    if (condition.equals("AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION")) {
      return impure(at, line, plain(parameters.getOrDefault("sqlExpr", "?")).replace("\"", ""));
    }
    return new Problem(
            at.file(), line, text(e), "mend the SQL, or the columns' types under columns:")
        .aboutColumns();
  }

  Problem notSelect(Located at, String statement) {
    return new Problem(
        at.file(),
        1,
        "the SQL is no SELECT but %s".formatted(statement),
        "write one SELECT: Tidemark creates and fills the tables itself");
  }

  /**
   * @param what as SQL
   */
  static Problem impure(Located at, int line, String what) {
    return new Problem(
        at.file(),
        line,
        "%s gives another answer each time".formatted(what),
        "gold must follow from silver alone: compare with columns, or use min, max and sorted"
            + " aggregates");
  }

  private static Problem column(Located at, int line, Map<String, String> parameters) {
    String wanted = plain(parameters.getOrDefault("objectName", "?"));
    String word = last(wanted);
    List<String> known =
        Arrays.stream(parameters.getOrDefault("proposal", "").split(", "))
            .filter(name -> !name.isBlank())
            .map(name -> last(plain(name)))
            .distinct()
            .toList();
    String remedy =
        Suggestions.nearest(word, known)
            .map("did you mean '%s'?"::formatted)
            .orElse(
                known.isEmpty()
                    ? "no table here has columns"
                    : "near it: " + String.join(", ", known));
    return new Problem(at.file(), line, "there is no column '%s'".formatted(wanted), remedy);
  }

  private Problem table(Located at, int line, String relation) {
    String wanted = plain(relation);
    String remedy =
        Suggestions.nearest(wanted, tables)
            .map("did you mean '%s'?"::formatted)
            .orElse("known datasets and views: " + String.join(", ", tables));
    return new Problem(at.file(), line, "there is no table '%s'".formatted(wanted), remedy);
  }

  /** {@code `a`.`b`} to {@code a.b}. */
  private static String plain(String quoted) {
    Matcher parts = PART.matcher(quoted);
    String joined = String.join(".", parts.results().map(part -> part.group(1)).toList());
    return joined.isEmpty() ? quoted : joined;
  }

  private static String last(String dotted) {
    return dotted.substring(dotted.lastIndexOf('.') + 1);
  }

  private static int line(String sql, AnalysisException e) {
    if (e instanceof ParseException parse && parse.start().line().isDefined()) {
      return (Integer) parse.start().line().get();
    }
    if (e.line().isDefined()) {
      return (Integer) e.line().get();
    }
    return Arrays.stream(e.getQueryContext())
        .map(context -> lineAt(sql, context.startIndex()))
        .findFirst()
        .orElse(1);
  }

  private static int lineAt(String sql, int index) {
    int end = Math.max(0, Math.min(index, sql.length()));
    return 1 + (int) sql.substring(0, end).chars().filter(c -> c == '\n').count();
  }

  /** Spark's message without its codes. */
  static String text(AnalysisException e) {
    String first = e.getMessage().strip().lines().findFirst().orElse("");
    String plain = STATE.matcher(CONDITION.matcher(first).replaceFirst("")).replaceFirst("");
    String end = plain.replaceFirst("[.;]+(?: line \\d+ pos \\d+)?$", "");
    return end.isEmpty() ? end : end.substring(0, 1).toLowerCase(Locale.ROOT) + end.substring(1);
  }
}
