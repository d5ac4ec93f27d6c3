package dev.tidemark.devstack.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a shop that was sold from before has in its tables. */
final class ShopBooks {
  private static final int REMEMBERED = 5_000;

  private final Connection connection;

  ShopBooks(Connection connection) {
    this.connection = connection;
  }

  long highest(String column, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(max(%s), 0) FROM %s".formatted(column, table))) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Goes on with the newest orders, and with as many others from anywhere before them. */
  ChangePlan plan(long seed, Clock clock) throws SQLException {
    Chance chance = new Chance(seed);
    OrderBook book = new OrderBook();
    long last = highest("order_id", "orders");
    List<Order> orders = orders(last - REMEMBERED + 1, last);
    if (last > 2 * REMEMBERED) {
      long from = 1L + chance.below(Math.toIntExact(last - 2 * REMEMBERED));
      orders.addAll(orders(from, from + REMEMBERED - 1));
    }
    orders.forEach(order -> book.add(order, chance));
    return new ChangePlan(chance, clock, book, last, highest("customer_id", "customers"));
  }

  private List<Order> orders(long first, long last) throws SQLException {
    Map<Long, List<Line>> lines = lines(first, last);
    List<Order> orders = new ArrayList<>();
    String sql =
        "SELECT order_id, customer_id, salesperson_id, status, ordered_at FROM orders"
            + " WHERE order_id BETWEEN ? AND ? ORDER BY order_id";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, first);
      statement.setLong(2, last);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          List<Line> own = lines.get(row.getLong(1));
          if (own != null) { // an order that lost its lines by other hands is left alone
            orders.add(
                new Order(
                    row.getLong(1),
                    row.getLong(2),
                    row.getInt(3),
                    row.getString(4),
                    row.getObject(5, LocalDateTime.class),
                    own));
          }
        }
      }
    }
    return orders;
  }

  private Map<Long, List<Line>> lines(long first, long last) throws SQLException {
    Map<Long, List<Line>> lines = new LinkedHashMap<>();
    String sql =
        "SELECT order_id, line_no, product, quantity, unit_price FROM order_lines"
            + " WHERE order_id BETWEEN ? AND ? ORDER BY order_id, line_no";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, first);
      statement.setLong(2, last);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          lines
              .computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
              .add(new Line(row.getInt(2), row.getString(3), row.getInt(4), row.getBigDecimal(5)));
        }
      }
    }
    return lines;
  }
}
