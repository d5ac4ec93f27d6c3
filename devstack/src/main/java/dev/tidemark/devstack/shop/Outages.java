package dev.tidemark.devstack.shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Selling through outages of the database. What was acknowledged counts; a COMMIT whose answer was
 * lost is looked up when the database is back, and the shop goes on from what it finds there.
 */
final class Outages {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long NAP_MS = 250;
  private static final String CONNECTION_CLASS = "08"; // of SQLSTATE

  private final SellOptions options;
  private final Consumer<Totals> progress;
  private final Consumer<String> told;
  private Totals totals = Totals.NOTHING;
  private Optional<InDoubt> inDoubt = Optional.empty();
  private long lastReceipt;
  private long seed;
  private long downSince;

  private record InDoubt(long receipt, Change change) {}

  /** Gives a new connection that has the shop for itself. */
  interface Door {
    Connection open() throws SQLException;
  }

  /**
   * @param told what happens to the shop, in words
   */
  Outages(SellOptions options, Consumer<Totals> progress, Consumer<String> told) {
    this.options = options;
    this.progress = progress;
    this.told = told;
    this.seed = options.seed();
  }

  /**
   * @throws SQLException if the database refuses what is asked, or stays away for long
   */
  Totals sell(Door door, BooleanSupplier stop) throws SQLException {
    while (true) {
      try (Connection connection = door.open()) {
        back(connection);
        sellOn(connection, stop);
        return totals;
      } catch (SQLException e) {
        requireOutage(e);
        seed++; // the plan begins anew from the books
        nap();
      }
    }
  }

  private void back(Connection connection) throws SQLException {
    Receipts.create(connection);
    if (downSince != 0) {
      told.accept(
          "the shop has its database back after %s s"
              .formatted(Duration.ofNanos(System.nanoTime() - downSince).toSeconds()));
    }
    downSince = 0;
    lastReceipt = Math.max(lastReceipt, new ShopBooks(connection).highest("receipt", "receipts"));
    if (inDoubt.isEmpty()) {
      return;
    }
    boolean committed = Receipts.has(connection, inDoubt.get().receipt());
    told.accept(
        "the answer to one COMMIT was lost; looked up: it was %s"
            .formatted(committed ? "committed" : "not committed"));
    if (committed) {
      Change change = inDoubt.get().change();
      totals = totals.plus(change.kind().toString(), change.rows().size());
    }
    inDoubt = Optional.empty();
  }

  private void sellOn(Connection connection, BooleanSupplier stop) throws SQLException {
    try (Till till = new Till(connection)) {
      ChangePlan plan = new ShopBooks(connection).plan(seed, options.clock());
      Pace pace = new Pace(options.rate());
      while (totals.rows() < options.mostEvents() && !stop.getAsBoolean()) {
        Change change = plan.next();
        long rows = write(till, change);
        totals = totals.plus(change.kind().toString(), rows);
        progress.accept(totals);
        pace.passed(rows, stop);
      }
    }
  }

  private long write(Till till, Change change) throws SQLException {
    List<RowChange> rows = new ArrayList<>(change.rows());
    rows.add(Receipts.write(++lastReceipt));
    inDoubt = Optional.of(new InDoubt(lastReceipt, change));
    long written = till.write(rows) - 1;
    inDoubt = Optional.empty();
    return written;
  }

  private void requireOutage(SQLException e) throws SQLException {
    if (!isOutage(e)) {
      throw e;
    }
    if (downSince == 0) {
      downSince = System.nanoTime();
      told.accept("the shop lost its database and waits for it");
    }
    if (System.nanoTime() - downSince > PATIENCE.toNanos()) {
      throw e;
    }
  }

  private static boolean isOutage(SQLException e) {
    return e instanceof SQLRecoverableException
        || e instanceof SQLTransientConnectionException
        || (e.getSQLState() != null && e.getSQLState().startsWith(CONNECTION_CLASS));
  }

  private static void nap() {
    try {
      Thread.sleep(NAP_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the shop's database is away", e);
    }
  }
}
