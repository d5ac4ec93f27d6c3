package dev.tidemark.devstack.shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of the database {@code shop}. */
final class ShopSchema {
  static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS cities (
            city_id INT NOT NULL PRIMARY KEY,
            city VARCHAR(80) NOT NULL,
            country VARCHAR(60) NOT NULL
          ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
          """,
          """
          CREATE TABLE IF NOT EXISTS salespeople (
            salesperson_id INT NOT NULL PRIMARY KEY,
            name VARCHAR(120) NOT NULL,
            city_id INT NOT NULL,
            hired_on DATE NOT NULL
          ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
          """,
          """
          CREATE TABLE IF NOT EXISTS customers (
            customer_id BIGINT NOT NULL PRIMARY KEY,
            name VARCHAR(120) NOT NULL,
            email VARCHAR(160) NOT NULL,
            phone VARCHAR(40) NULL,
            city_id INT NOT NULL,
            created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)
          ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
          """,
          """
          CREATE TABLE IF NOT EXISTS orders (
            order_id BIGINT NOT NULL PRIMARY KEY,
            customer_id BIGINT NOT NULL,
            salesperson_id INT NOT NULL,
            status ENUM('placed','paid','shipped','cancelled') NOT NULL,
            ordered_at DATETIME(6) NOT NULL,
            updated_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
            KEY orders_ordered_at (ordered_at),
            KEY orders_customer_id (customer_id)
          ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
          """,
          """
          CREATE TABLE IF NOT EXISTS order_lines (
            order_id BIGINT NOT NULL,
            line_no SMALLINT NOT NULL,
            product VARCHAR(80) NOT NULL,
            quantity INT NOT NULL,
            unit_price DECIMAL(10,2) NOT NULL,
            PRIMARY KEY (order_id, line_no)
          ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
          """);

  private ShopSchema() {}

  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
    }
  }
}
