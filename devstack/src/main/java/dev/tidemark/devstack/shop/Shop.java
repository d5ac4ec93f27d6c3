package dev.tidemark.devstack.shop;

import dev.tidemark.devstack.settings.Account;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The shop on one database; its tables are made when they are first needed. */
public final class Shop {
  private static final int BATCH_ORDERS = 5_000;
  private static final int FIRST_CUSTOMERS = 200;
  private static final String OPENING = "opening";
  private static final String HISTORY = "history";

  private final String url;
  private final Account account;

  /** The url has parameters already, as {@code Endpoints.jdbcUrl} makes it. */
  public Shop(String url, Account account) {
    this.url = url + "&useAffectedRows=true"; // an update to the same values is no event
    this.account = account;
  }

  public boolean hasOrders() {
    return within(connection -> new ShopBooks(connection).highest("order_id", "orders") > 0);
  }

  /** Years of orders into an empty shop. */
  public Totals history(HistoryOptions options) {
    return within(
        connection -> {
          long orders = new ShopBooks(connection).highest("order_id", "orders");
          if (orders > 0) {
            throw ShopException.hasHistory(orders);
          }
          try (Till till = new Till(connection)) {
            return write(new HistoryPlan(options), options, till);
          }
        });
  }

  /**
   * Sells until the events are used up or {@code stop} says so, which is asked between two
   * transactions.
   *
   * @param progress told the totals after each transaction
   */
  public Totals sell(SellOptions options, BooleanSupplier stop, Consumer<Totals> progress) {
    return within(
        connection -> {
          try (Till till = new Till(connection)) {
            Totals totals = open(connection, till, options);
            ChangePlan plan = new ShopBooks(connection).plan(options.seed(), options.clock());
            Pace pace = new Pace(options.rate());
            while (totals.rows() < options.mostEvents() && !stop.getAsBoolean()) {
              Change change = plan.next();
              long rows = till.write(change.rows());
              totals = totals.plus(change.kind().toString(), rows);
              progress.accept(totals);
              pace.passed(rows, stop);
            }
            return totals;
          }
        });
  }

  /**
   * As {@link #sell} of a shop that has its history, through outages of the database: a transaction
   * counts when it was acknowledged, or was found committed afterwards.
   *
   * @param told what happens to the shop, in words
   */
  public Totals sellThroughOutages(
      SellOptions options, BooleanSupplier stop, Consumer<Totals> progress, Consumer<String> told) {
    try {
      return new Outages(options, progress, told).sell(this::door, stop);
    } catch (SQLException e) {
      throw ShopException.unreachable(url, e);
    }
  }

  private Connection door() throws SQLException {
    Connection connection = DriverManager.getConnection(url, account.user(), account.password());
    try {
      takeAlone(connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static Totals write(HistoryPlan plan, HistoryOptions options, Till till)
      throws SQLException {
    List<RowChange> batch = plan.staff();
    till.writeBatch(batch);
    Totals totals = Totals.NOTHING.plus(OPENING, batch.size());
    batch = new ArrayList<>();
    for (long number = 1; number <= options.orders(); number++) {
      Order order = plan.order(number);
      batch.addAll(Basket.insert(order, order.orderedAt().plusHours(1)));
      if (number % BATCH_ORDERS == 0 || number == options.orders()) {
        till.writeBatch(batch);
        totals = totals.plus(HISTORY, batch.size());
        batch = new ArrayList<>();
      }
    }
    return totals;
  }

  /** A shop without customers gets its first ones. */
  private static Totals open(Connection connection, Till till, SellOptions options)
      throws SQLException {
    if (new ShopBooks(connection).highest("customer_id", "customers") > 0) {
      return Totals.NOTHING;
    }
    Chance chance = new Chance(options.seed());
    Clock clock = options.clock();
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<RowChange> rows = new ArrayList<>(Staff.cities());
    rows.addAll(Staff.salespeople(now, chance));
    for (long id = 1; id <= FIRST_CUSTOMERS; id++) {
      rows.add(Staff.customer(id, now, chance));
    }
    return Totals.NOTHING.plus(OPENING, till.write(rows));
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T within(Work<T> work) {
    try (Connection connection =
        DriverManager.getConnection(url, account.user(), account.password())) {
      takeAlone(connection);
      ShopSchema.create(connection);
      return work.on(connection);
    } catch (SQLException e) {
      throw ShopException.unreachable(url, e);
    }
  }

  /** The lock goes with the connection. */
  private static void takeAlone(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT get_lock('tidemark.shop', 0)")) {
      row.next();
      if (row.getInt(1) != 1) {
        throw ShopException.taken();
      }
    }
  }
}
