package dev.tidemark.bench.freshness;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Sales that can be told from all others: each in a city of its own. */
final class Probes {
  /** Above every id that the shop gives. */
  private static final long FIRST_ID = 900_000_000L;

  static final String CITY = "Probe ";
  static final BigDecimal PRICE = new BigDecimal("12.34");

  private final Connection database;

  Probes(Connection database) {
    this.database = database;
  }

  /** Makes cities and customers for so many probes; sales follow one by one. */
  void prepare(int count) throws SQLException {
    database.setAutoCommit(false);
    try (PreparedStatement city =
            database.prepareStatement("insert ignore into cities values (?, ?, 'Nowhere')");
        PreparedStatement customer =
            database.prepareStatement(
                "insert ignore into customers values (?, 'probe', 'p@example.org', null, ?, now(6))")) {
      for (int probe = 0; probe < count; probe++) {
        city.setLong(1, FIRST_ID + probe);
        city.setString(2, CITY + probe);
        city.addBatch();
        customer.setLong(1, FIRST_ID + probe);
        customer.setLong(2, FIRST_ID + probe);
        customer.addBatch();
      }
      city.executeBatch();
      customer.executeBatch();
    }
    database.commit();
  }

  /**
   * Sells in the probe's city.
   *
   * @return when the commit had returned
   */
  Instant sell(int probe) throws SQLException {
    try (PreparedStatement order =
            database.prepareStatement("insert into orders values (?, ?, ?, 'paid', ?, now(6))");
        PreparedStatement line =
            database.prepareStatement("insert into order_lines values (?, 1, 'probe', 1, ?)")) {
      order.setLong(1, FIRST_ID + probe);
      order.setLong(2, FIRST_ID + probe);
      order.setLong(3, salesperson());
      order.setObject(4, LocalDateTime.now(ZoneOffset.UTC));
      order.executeUpdate();
      line.setLong(1, FIRST_ID + probe);
      line.setBigDecimal(2, PRICE);
      line.executeUpdate();
    }
    database.commit();
    return Instant.now();
  }

  /** Takes the probes' sales back, so that the shop is as it was. */
  void remove() throws SQLException {
    try (Statement statement = database.createStatement()) {
      for (String table : new String[] {"order_lines", "orders", "customers", "cities"}) {
        String id =
            switch (table) {
              case "customers" -> "customer_id";
              case "cities" -> "city_id";
              default -> "order_id";
            };
        statement.executeUpdate("delete from %s where %s >= %s".formatted(table, id, FIRST_ID));
      }
    }
    database.commit();
  }

  private long salesperson() throws SQLException {
    try (Statement statement = database.createStatement();
        var rows = statement.executeQuery("select min(salesperson_id) from salespeople")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
