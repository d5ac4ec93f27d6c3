package dev.tidemark.api.gold;

import dev.tidemark.api.ask.Filter;
import dev.tidemark.api.ask.TimeBound;
import dev.tidemark.api.ask.TimeRange;
import dev.tidemark.api.clickhouse.Statement;
import java.util.Iterator;
import java.util.List;

/** WHERE: a range of one column and filters, over the table's alias m. */
final class Conditions {
  private final Statement.Builder sql;
  private String glue = "\nWHERE ";

  private Conditions(Statement.Builder sql) {
    this.sql = sql;
  }

  static void add(Statement.Builder sql, String column, TimeRange range, List<Filter> filters) {
    Conditions conditions = new Conditions(sql);
    range.from().ifPresent(from -> conditions.bound(column, " >= ", from));
    range.to().ifPresent(to -> conditions.bound(column, " < ", to));
    filters.forEach(conditions::oneOf);
  }

  private void bound(String column, String comparison, TimeBound bound) {
    sql.add(glue).add(column(column)).add(comparison).bind(bound.type(), bound.value());
    glue = "\n  AND ";
  }

  private void oneOf(Filter filter) {
    sql.add(glue).add(column(filter.column())).add(" IN (");
    for (Iterator<String> values = filter.values().iterator(); values.hasNext(); ) {
      sql.bind(filter.type(), values.next()).add(values.hasNext() ? ", " : ")");
    }
    glue = "\n  AND ";
  }

  /** With its alias, so that an aggregate of the same name is never meant. */
  static String column(String name) {
    return "m." + Statement.quote(name);
  }
}
