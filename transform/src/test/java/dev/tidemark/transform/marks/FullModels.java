package dev.tidemark.transform.marks;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.time.Grain;
import dev.tidemark.transform.fixture.MemorySilver;
import dev.tidemark.transform.fixture.TestConf;
import dev.tidemark.transform.marks.Mark.Scope;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Three models over four datasets that joins chain, and what they come to, without Spark. */
public record FullModels(Conf conf, MemorySilver silver) {
  public static Conf conf(Path folder) {
    String inner =
        "SELECT CAST(o.ordered_at AS DATE) AS day, ci.city, sum(l.amount) AS amount FROM lines l"
            + " JOIN orders o ON l.order_id = o.order_id JOIN customers c ON o.customer_id = c.customer_id"
            + " JOIN cities ci ON c.city_id = ci.city_id WHERE o.status <> 'x' GROUP BY 1, 2";
    String outer =
        "SELECT coalesce(CAST(o.ordered_at AS DATE), DATE'1970-01-01') AS day, c.city_id, count(*) AS n FROM lines l"
            + " LEFT JOIN orders o ON l.order_id = o.order_id LEFT JOIN customers c ON o.customer_id = c.customer_id GROUP BY 1, 2";
    String both =
        "SELECT day, kind, count(*) AS n FROM (SELECT date_trunc('month', o.ordered_at) AS day, 'order' AS kind FROM orders o JOIN customers c USING (customer_id)"
            + " UNION ALL SELECT o.ordered_at, 'parent' FROM orders o JOIN orders p ON o.parent_id = p.order_id WHERE p.status <> 'x') u GROUP BY day, kind";
    return new TestConf(folder)
        .dataset(
            "orders",
            "order_id",
            "order_id bigint, customer_id int, parent_id bigint, ordered_at timestamp_ntz, status string",
            "interval: {column: ordered_at, grain: day}")
        .dataset("lines", "order_id, line_no", "order_id bigint, line_no int, amount int")
        .dataset("customers", "customer_id", "customer_id bigint, city_id int")
        .dataset("cities", "city_id", "city_id int, city string")
        .model("a_inner", inner, "interval: {column: day, grain: month}\nkey: [day, city]\n")
        .model("b_outer", outer, "interval: {column: day, grain: day}\nkey: [day, city_id]\n")
        .model("c_both", both, "interval: {column: day, grain: hour}\nkey: [day, kind]\n")
        .load();
  }

  /** Every model in full, computed without Spark, each row with its interval. */
  public Map<String, Map<Row, Scope>> results() {
    List<Row> orders = live("orders");
    List<Row> lines = live("lines");
    List<Row> customers = live("customers");
    Map<String, Map<Row, Scope>> results = new HashMap<>();
    results.put("a_inner", inner(orders, lines, customers));
    results.put("b_outer", outer(orders, lines, customers));
    results.put("c_both", both(orders, customers));
    return results;
  }

  private Map<Row, Scope> inner(List<Row> orders, List<Row> lines, List<Row> customers) {
    Map<List<Object>, Integer> groups = new HashMap<>();
    for (Row l : lines) {
      for (Row o : matching(orders, 0, l.get(0))) {
        for (Row c : matching(customers, 0, number(o.get(1)))) {
          for (Row ci : matching(live("cities"), 0, c.get(1))) {
            if (!o.getString(4).equals("x")) {
              groups.merge(Arrays.asList(day(o), ci.get(1)), l.getInt(2), Integer::sum);
            }
          }
        }
      }
    }
    return rows(groups, Grain.MONTH);
  }

  private Map<Row, Scope> outer(List<Row> orders, List<Row> lines, List<Row> customers) {
    Map<List<Object>, Integer> groups = new HashMap<>();
    for (Row l : lines) {
      List<Row> found = matching(orders, 0, l.get(0));
      Object day = found.isEmpty() ? null : day(found.get(0));
      List<Row> owner =
          found.isEmpty() ? List.of() : matching(customers, 0, number(found.get(0).get(1)));
      Object city = owner.isEmpty() ? null : owner.get(0).get(1);
      Object shown = day == null ? LocalDate.EPOCH.atStartOfDay() : day;
      groups.merge(Arrays.asList(shown, city), 1, Integer::sum);
    }
    return rows(groups, Grain.DAY);
  }

  private Map<Row, Scope> both(List<Row> orders, List<Row> customers) {
    Map<List<Object>, Integer> groups = new HashMap<>();
    for (Row o : orders) {
      Object month = o.get(3) == null ? null : Grain.MONTH.startOf((LocalDateTime) o.get(3));
      for (int i = matching(customers, 0, number(o.get(1))).size(); i > 0; i--) {
        groups.merge(Arrays.asList(month, "order"), 1, Integer::sum);
      }
      for (Row p : matching(orders, 0, o.get(2))) {
        if (!p.getString(4).equals("x")) {
          groups.merge(Arrays.asList(o.get(3), "parent"), 1, Integer::sum);
        }
      }
    }
    return rows(groups, Grain.HOUR);
  }

  private static Map<Row, Scope> rows(Map<List<Object>, Integer> groups, Grain grain) {
    Map<Row, Scope> rows = new HashMap<>();
    groups.forEach(
        (key, value) -> {
          LocalDateTime at = (LocalDateTime) key.get(0);
          Instant start = at == null ? null : grain.startOf(at).toInstant(ZoneOffset.UTC);
          rows.put(RowFactory.create(at, key.get(1), value), Cut.scope(start));
        });
    return rows;
  }

  private List<Row> live(String dataset) {
    return silver.rows(conf.datasets().get(dataset)).stream()
        .filter(row -> !row.getBoolean(row.size() - 1))
        .toList();
  }

  private static List<Row> matching(List<Row> rows, int column, Object value) {
    return rows.stream().filter(row -> value != null && value.equals(row.get(column))).toList();
  }

  private static Object number(Object value) {
    return value == null ? null : ((Number) value).longValue();
  }

  private static Object day(Row order) {
    return order.get(3) == null ? null : Grain.DAY.startOf((LocalDateTime) order.get(3));
  }
}
