package dev.tidemark.api.gold;

import static dev.tidemark.api.gold.Conditions.column;

import dev.tidemark.api.ask.Filter;
import dev.tidemark.api.ask.TimeRange;
import dev.tidemark.api.clickhouse.Statement;
import dev.tidemark.api.clickhouse.Table;
import dev.tidemark.contract.conf.GoldModel;
import dev.tidemark.contract.conf.Serve.Direction;
import dev.tidemark.contract.conf.Serve.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The SQL of {@code /v1/gold/{model}}: rows as they are, in an order that is total because the key
 * ends it.
 *
 * @param range of the model's interval column
 * @param order the key's order if empty
 */
record Rows(TimeRange range, List<Filter> filters, Optional<Order> order, Page page) {

  /**
   * Which part of the rows.
   *
   * @param limit one more is read, to know whether more follow
   */
  record Page(int limit, int offset) {}

  Statement statement(GoldModel model, Table table) {
    Statement.Builder sql = Statement.builder();
    sql.add("SELECT ")
        .add(
            String.join(
                ", ",
                table.shown().stream()
                    .map(name -> column(name) + " AS " + Statement.quote(name))
                    .toList()));
    sql.add("\nFROM ").add(table.quoted()).add(" AS m FINAL");
    Conditions.add(sql, model.intervalColumn(), range, filters);
    sql.add("\nORDER BY ").add(String.join(", ", order(model)));
    sql.add("\nLIMIT ").bind("UInt32", Integer.toString(page.limit() + 1));
    return sql.add(" OFFSET ").bind("UInt32", Integer.toString(page.offset())).build();
  }

  private List<String> order(GoldModel model) {
    List<String> terms = new ArrayList<>();
    order.ifPresent(by -> terms.add(term(by.column(), by.direction())));
    for (String key : model.key()) {
      if (order.isEmpty() || !order.get().column().equals(key)) {
        terms.add(term(key, Direction.ASC));
      }
    }
    return terms;
  }

  private static String term(String name, Direction direction) {
    return "%s %s NULLS LAST".formatted(column(name), direction);
  }
}
