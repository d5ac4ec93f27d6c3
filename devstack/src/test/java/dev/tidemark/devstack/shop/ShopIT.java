package dev.tidemark.devstack.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidemark.devstack.Devstack;
import dev.tidemark.devstack.fixture.Stacks;
import dev.tidemark.devstack.settings.Account;
import dev.tidemark.devstack.settings.ComponentName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShopIT {
  private static final LocalDate TODAY = LocalDate.of(2024, 5, 7);

  @TempDir static Path folder;
  private static Devstack devstack;
  private static Shop shop;

  @BeforeAll
  static void start() throws Exception {
    devstack = Stacks.up(folder, EnumSet.of(ComponentName.MARIADB));
    shop = new Shop(url(), devstack.endpoints().accounts().shop());
  }

  @AfterAll
  static void stop() {
    devstack.close();
  }

  @BeforeEach
  void emptyTheDatabase() throws SQLException {
    admin("DROP DATABASE shop");
    admin("CREATE DATABASE shop CHARACTER SET utf8mb4");
  }

  @Test
  void writesHistoryAndGoesOnSelling() throws SQLException {
    Totals history = shop.history(new HistoryOptions(TODAY.minusYears(1), TODAY, 3_000, 1));
    Totals sold = shop.sell(selling(2_000), () -> false, totals -> {});

    assertThat(history.rows()).isGreaterThan(3_000L * 2);
    assertThat(sold.rows()).isBetween(2_000L, 2_020L);
    assertThat(sold.kinds()).hasSize(ChangeKind.values().length);
    assertThat(number("SELECT count(*) FROM shop.orders WHERE ordered_at >= '2024-05-07'"))
        .isPositive();
    assertThat(
            number(
                "SELECT count(*) FROM shop.order_lines l LEFT JOIN shop.orders o"
                    + " ON o.order_id = l.order_id WHERE o.order_id IS NULL"))
        .isZero();
  }

  @Test
  void isTheSameShopForTheSameSeedAndDay() throws SQLException {
    shop.sell(selling(1_500), () -> false, totals -> {});
    List<String> first = checksums();
    emptyTheDatabase();
    shop.sell(selling(1_500), () -> false, totals -> {});

    assertThat(checksums()).isEqualTo(first);
  }

  @Test
  void writesHistoryIntoAnEmptyShopOnly() {
    HistoryOptions options = new HistoryOptions(TODAY.minusDays(3), TODAY, 10, 1);
    shop.history(options);

    assertThatThrownBy(() -> shop.history(options))
        .isInstanceOf(ShopException.class)
        .hasMessageContaining("The shop has orders already (the last one is number 10)");
  }

  @Test
  void stopsBetweenTwoTransactionsWhenTold() {
    Totals sold = shop.sell(SellOptions.atRate(1_000, 1), () -> true, totals -> {});

    assertThat(sold.transactions()).isEqualTo(1); // only its opening
  }

  @Test
  void sellsThroughADeathOfItsDatabaseAndCountsWhatIsCommitted() throws Exception {
    shop.history(new HistoryOptions(TODAY.minusDays(30), TODAY, 50, 1));
    List<String> told = new CopyOnWriteArrayList<>();
    AtomicLong sold = new AtomicLong();
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Totals> selling =
        CompletableFuture.supplyAsync(
            () ->
                shop.sellThroughOutages(
                    SellOptions.atRate(2_000, 3),
                    enough::get,
                    totals -> sold.set(totals.transactions()),
                    told::add));
    await().until(() -> sold.get() > 50);
    devstack.kill(ComponentName.MARIADB);
    await().until(() -> !told.isEmpty());
    devstack.up(EnumSet.of(ComponentName.MARIADB));
    long before = sold.get();
    await().until(() -> sold.get() > before + 50);
    enough.set(true);

    Totals totals = selling.get(30, TimeUnit.SECONDS);

    assertThat(number("SELECT count(*) FROM shop.receipts")).isEqualTo(totals.transactions());
    assertThat(told.get(0)).isEqualTo("the shop lost its database and waits for it");
    assertThat(told.get(1)).startsWith("the shop has its database back after");
  }

  @Test
  void namesTheDatabaseThatRefusesIt() {
    Shop stranger = new Shop(url(), new Account("shop", "wrong"));

    assertThatThrownBy(() -> stranger.sell(selling(1), () -> false, totals -> {}))
        .isInstanceOf(ShopException.class)
        .hasMessageContaining("The shop's database at jdbc:mysql://127.0.0.1:")
        .hasMessageContaining("Access denied for user 'shop'");
  }

  @Test
  void debeziumMayReadAndNotWrite() {
    Account debezium = devstack.endpoints().accounts().debezium();

    assertThatThrownBy(() -> run(debezium, "CREATE TABLE shop.t (a INT)"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("CREATE command denied");
  }

  private static SellOptions selling(long events) {
    return new SellOptions(100_000, 7, events, SteadyClock.from(TODAY));
  }

  private static String url() {
    return devstack.endpoints().jdbcUrl("shop");
  }

  private static List<String> checksums() throws SQLException {
    List<String> sums = new ArrayList<>();
    Account admin = devstack.endpoints().accounts().admin();
    try (Connection connection = connect(admin);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "CHECKSUM TABLE shop.cities, shop.salespeople, shop.customers, shop.orders,"
                    + " shop.order_lines")) {
      while (row.next()) {
        sums.add(row.getString(1) + " " + row.getString(2));
      }
    }
    return sums;
  }

  private static long number(String sql) throws SQLException {
    Account admin = devstack.endpoints().accounts().admin();
    try (Connection connection = connect(admin);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void admin(String sql) throws SQLException {
    run(devstack.endpoints().accounts().admin(), sql);
  }

  private static void run(Account account, String sql) throws SQLException {
    try (Connection connection = connect(account);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(Account account) throws SQLException {
    String server = devstack.endpoints().jdbcUrl("");
    return DriverManager.getConnection(server, account.user(), account.password());
  }
}
