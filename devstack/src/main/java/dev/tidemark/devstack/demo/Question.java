package dev.tidemark.devstack.demo;

import java.util.List;

/**
 * What is asked of the API and of MariaDB.
 *
 * @param path below /v1/
 * @param who the columns that tell one row from another, in the API and in the SQL
 * @param sql those columns, then the number of sales and their revenue
 */
record Question(String what, String path, List<String> who, String sql) {
  private static final String SALES =
      """
      SELECT %1$s, COUNT(*) AS sales, SUM(l.quantity * l.unit_price) AS revenue
      FROM order_lines l
      JOIN orders o ON o.order_id = l.order_id
      JOIN customers c ON c.customer_id = o.customer_id
      JOIN cities ci ON ci.city_id = c.city_id
      JOIN salespeople s ON s.salesperson_id = o.salesperson_id
      WHERE o.status <> 'cancelled'
      GROUP BY %1$s
      ORDER BY revenue DESC, %1$s
      """;

  static final Question CITIES =
      new Question(
          "cities",
          "sales/top-cities",
          List.of("country", "city"),
          SALES.formatted("ci.country, ci.city"));

  static final Question SALESPEOPLE =
      new Question(
          "salespeople",
          "sales/top-salespeople",
          List.of("country", "salesperson_id", "salesperson"),
          SALES.formatted("ci.country, s.salesperson_id, s.name"));

  Question {
    who = List.copyOf(who);
  }
}
