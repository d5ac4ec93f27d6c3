package dev.tidemark.e2e.workload;

import dev.tidemark.e2e.fixture.Rows;
import dev.tidemark.e2e.fixture.Source;
import java.util.List;
import java.util.stream.Collectors;

/** What the sample's tables, models and paths must say, asked of MariaDB in its own SQL. */
public record ShopOracle(Source source) {
  public static final List<String> TABLES =
      List.of("cities", "salespeople", "customers", "orders", "order_lines");

  private static final String SALES =
      """
      (SELECT ci.city, ci.country, o.salesperson_id, s.name AS salesperson,
              CAST(o.ordered_at AS DATE) AS sold_on, l.quantity * l.unit_price AS amount
       FROM shop.order_lines l
       JOIN shop.orders o ON l.order_id = o.order_id
       JOIN shop.customers c ON o.customer_id = c.customer_id
       JOIN shop.cities ci ON c.city_id = ci.city_id
       JOIN shop.salespeople s ON o.salesperson_id = s.salesperson_id
       WHERE o.status <> 'cancelled') AS sales
      """;

  /**
   * An aggregate.
   *
   * @param group its columns, without the day
   */
  public record Model(String name, String path, List<String> group) {
    private String groupList() {
      return String.join(", ", group);
    }
  }

  static final Model BY_CITY =
      new Model("sales_by_city", "sales/top-cities", List.of("country", "city"));
  static final Model BY_SALESPERSON =
      new Model(
          "sales_by_salesperson",
          "sales/top-salespeople",
          List.of("country", "salesperson_id", "salesperson"));
  public static final List<Model> MODELS = List.of(BY_CITY, BY_SALESPERSON);

  /** Where the API serves them. */
  public static final List<String> PATHS =
      MODELS.stream().map(model -> "/v1/" + model.path()).toList();

  Rows table(String name) {
    return source.query("SELECT * FROM shop." + name);
  }

  /** Each day of each group. */
  Rows model(Model model) {
    return source
        .query(
            "SELECT %s, sold_on, count(*) AS sales, sum(amount) AS revenue FROM %s GROUP BY %s, sold_on"
                .formatted(model.groupList(), SALES, model.groupList()))
        .numbersByValue("sales", "revenue");
  }

  /**
   * The best groups, in order.
   *
   * @param condition on the sales: {@code sold_on >= …}
   */
  Rows best(Model model, String condition, int limit) {
    String order =
        model.group().stream()
            .map(name -> name.endsWith("_id") ? name : name + " COLLATE utf8mb4_bin")
            .collect(Collectors.joining(", "));
    return source
        .query(
            "SELECT %s, sum(amount) AS revenue, count(*) AS sales FROM %s WHERE %s GROUP BY %s ORDER BY revenue DESC, %s LIMIT %s"
                .formatted(model.groupList(), SALES, condition, model.groupList(), order, limit))
        .numbersByValue("sales", "revenue");
  }

  String anyCountry() {
    return source.value("SELECT min(country) FROM shop.cities");
  }
}
