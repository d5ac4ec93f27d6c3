package dev.tidemark.devstack.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The numbers of transactions, each written by the transaction itself: the only way to learn
 * whether a COMMIT whose answer was lost took place. A table of the shop that nobody follows.
 */
final class Receipts {
  private static final String INSERT = "INSERT INTO receipts (receipt) VALUES (?)";

  private Receipts() {}

  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS receipts (receipt BIGINT NOT NULL PRIMARY KEY)"
              + " ENGINE=InnoDB");
    }
  }

  static RowChange write(long receipt) {
    return RowChange.of(INSERT, receipt);
  }

  static boolean has(Connection connection, long receipt) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM receipts WHERE receipt = ?")) {
      statement.setLong(1, receipt);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }
}
