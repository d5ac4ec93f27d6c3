package dev.tidemark.api.gold;

import static dev.tidemark.api.gold.Conditions.column;

import dev.tidemark.api.ask.Filter;
import dev.tidemark.api.ask.TimeRange;
import dev.tidemark.api.clickhouse.ColumnType;
import dev.tidemark.api.clickhouse.Statement;
import dev.tidemark.api.clickhouse.Table;
import dev.tidemark.contract.conf.GoldModel;
import dev.tidemark.contract.conf.Serve;
import dev.tidemark.contract.conf.Serve.Function;
import dev.tidemark.contract.conf.Serve.Measure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The SQL of a served path: intervals of the range become one row per group. Sums are made wide
 * enough not to wrap; ratios come after the roll-up.
 *
 * @param range of the model's range column
 */
record Rollup(TimeRange range, List<Filter> filters, int limit) {

  Statement statement(GoldModel model, Serve serve, Table table) {
    Map<String, Summed> summed = summed(serve, table);
    Statement.Builder sql = Statement.builder();
    sql.add("SELECT ").add(String.join(", ", outer(serve, summed))).add("\nFROM (\n");
    sql.add("SELECT ").add(String.join(", ", inner(serve, summed)));
    sql.add("\nFROM ").add(table.quoted()).add(" AS m FINAL");
    Conditions.add(sql, serve.range(), range, filters);
    sql.add("\nGROUP BY ")
        .add(String.join(", ", serve.group().stream().map(Conditions::column).toList()));
    sql.add("\n) AS r\nORDER BY ").add(String.join(", ", order(serve)));
    return sql.add("\nLIMIT ").bind("UInt32", Integer.toString(limit)).build();
  }

  /** One measure that is rolled up in SQL. */
  private record Summed(String expression, ColumnType type) {}

  private static Map<String, Summed> summed(Serve serve, Table table) {
    Map<String, Summed> summed = new LinkedHashMap<>();
    serve
        .measures()
        .forEach(
            (name, measure) -> {
              if (measure instanceof Measure.Rollup rollup) {
                ColumnType type = ServedColumns.type(table, name);
                summed.put(name, new Summed(expression(rollup.function(), name, type), type));
              }
            });
    return summed;
  }

  private static List<String> inner(Serve serve, Map<String, Summed> summed) {
    List<String> columns = new ArrayList<>();
    serve.group().forEach(name -> columns.add(column(name) + " AS " + Statement.quote(name)));
    summed.forEach((name, sum) -> columns.add(sum.expression() + " AS " + Statement.quote(name)));
    return columns;
  }

  private static List<String> outer(Serve serve, Map<String, Summed> summed) {
    List<String> columns = new ArrayList<>();
    serve.group().forEach(name -> columns.add(rolled(name) + " AS " + Statement.quote(name)));
    serve
        .measures()
        .forEach(
            (name, measure) ->
                columns.add(outer(name, measure, summed) + " AS " + Statement.quote(name)));
    return columns;
  }

  private static String outer(String name, Measure measure, Map<String, Summed> summed) {
    if (measure instanceof Measure.Ratio ratio) {
      return Ratio.of(
          rolled(ratio.dividend()),
          summed.get(ratio.dividend()).type(),
          rolled(ratio.divisor()),
          summed.get(ratio.divisor()).type());
    }
    return rolled(name);
  }

  private static List<String> order(Serve serve) {
    List<String> order = new ArrayList<>();
    order.add(
        "%s %s NULLS LAST"
            .formatted(Statement.quote(serve.order().column()), serve.order().direction()));
    for (String name : serve.group()) {
      if (!name.equals(serve.order().column())) {
        order.add(Statement.quote(name) + " ASC NULLS LAST");
      }
    }
    return order;
  }

  private static String rolled(String name) {
    return "r." + Statement.quote(name);
  }

  private static String expression(Function function, String name, ColumnType type) {
    String argument = function == Function.SUM ? widened(column(name), type) : column(name);
    return "%s(%s)".formatted(function, argument);
  }

  /** ClickHouse's sum wraps without a word in the widest type of its argument's family. */
  private static String widened(String column, ColumnType type) {
    return switch (type.kind()) {
      case SIGNED, UNSIGNED ->
          type.digits() < 64
              ? column
              : "%s(%s)".formatted(type.digits() == 64 ? "toInt128" : "toInt256", column);
      case DECIMAL ->
          type.digits() <= 18 ? column : "toDecimal256(%s, %s)".formatted(column, type.scale());
      default -> column;
    };
  }
}
