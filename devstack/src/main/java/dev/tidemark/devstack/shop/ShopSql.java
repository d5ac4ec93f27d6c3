package dev.tidemark.devstack.shop;

/** The statements that change the shop's tables. */
final class ShopSql {
  static final String INSERT_CITY = "INSERT INTO cities (city_id, city, country) VALUES (?, ?, ?)";
  static final String INSERT_SALESPERSON =
      "INSERT INTO salespeople (salesperson_id, name, city_id, hired_on) VALUES (?, ?, ?, ?)";
  static final String INSERT_CUSTOMER =
      "INSERT INTO customers (customer_id, name, email, phone, city_id, created_at)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  static final String INSERT_ORDER =
      "INSERT INTO orders (order_id, customer_id, salesperson_id, status, ordered_at, updated_at)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  static final String INSERT_LINE =
      "INSERT INTO order_lines (order_id, line_no, product, quantity, unit_price)"
          + " VALUES (?, ?, ?, ?, ?)";
  static final String CHANGE_LINE =
      "UPDATE order_lines SET quantity = ?, unit_price = ? WHERE order_id = ? AND line_no = ?";
  static final String RENUMBER_LINE =
      "UPDATE order_lines SET line_no = ? WHERE order_id = ? AND line_no = ?";
  static final String RENUMBER_LINES = "UPDATE order_lines SET order_id = ? WHERE order_id = ?";
  static final String RENUMBER_ORDER =
      "UPDATE orders SET order_id = ?, updated_at = ? WHERE order_id = ?";
  static final String CHANGE_STATUS =
      "UPDATE orders SET status = ?, updated_at = ? WHERE order_id = ?";
  static final String CHANGE_DATE =
      "UPDATE orders SET ordered_at = ?, updated_at = ? WHERE order_id = ?";
  static final String CHANGE_SALESPERSON =
      "UPDATE orders SET salesperson_id = ?, updated_at = ? WHERE order_id = ?";
  static final String MOVE_CUSTOMER = "UPDATE customers SET city_id = ? WHERE customer_id = ?";
  static final String DELETE_LINES = "DELETE FROM order_lines WHERE order_id = ?";
  static final String DELETE_ORDER = "DELETE FROM orders WHERE order_id = ?";

  private ShopSql() {}
}
