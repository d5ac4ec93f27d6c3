package dev.tidemark.e2e.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.e2e.fixture.Answers;
import dev.tidemark.e2e.fixture.ConfFolder;
import dev.tidemark.e2e.fixture.Product;
import dev.tidemark.e2e.fixture.Rows;
import dev.tidemark.e2e.fixture.Running;
import dev.tidemark.e2e.fixture.Source;
import dev.tidemark.e2e.fixture.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A week brought through the path again, by both routes, while the shop sells and after it. */
@Tag("full")
final class BackfillIT {
  private static final Duration TO_CATCH_UP = Duration.ofMinutes(12);
  private static final String FROM = "2025-12-08";
  private static final String TO = "2025-12-15";

  @Test
  void aWeekComesAgainFromTheSourceAndFromBronze(@TempDir Path dir) {
    ConfFolder conf = ConfFolder.ofSample(dir.resolve("conf"));
    try (Stack stack = Stack.up()) {
      Product product = stack.product();
      product.runWell(
          "shop", "history", "--from", "2025-10-01", "--to", "2026-01-01", "--orders", "500");
      product.runWell("ingest", "apply", "--conf", conf.toString());
      Comparison comparison = new Comparison(stack);
      Answers answers = new Answers(stack.api(), ShopOracle.PATHS, TO_CATCH_UP);
      try (Running api = product.start("serve", "--conf", conf.toString())) {
        try (Running stream = product.start("stream", "--conf", conf.toString())) {
          answers.awaitCommitted(stream, api);
          reEmitWhileTheShopSells(stack, conf);
          answers.awaitCommitted(stream, api);
          comparison.everything();

          List<String> once = week(stack);
          backfill(product, conf, "source", "2025-12-14", TO);
          backfill(product, conf, "bronze", FROM, TO);
          assertThat(week(stack)).isEqualTo(once);
          stream.stop();
        }
        String told = backfill(product, conf, "bronze", "2025-12-14", TO);
        assertThat(told).contains("no stream writes lane 'main'", "gold and ClickHouse have it");
        comparison.everything();
      }
      assertThat(product.runWell("backfill", "status", "--conf", conf.toString()))
          .contains("orders", "source", "bronze", FROM, "done")
          .doesNotContain("failed");
    }
  }

  private static void reEmitWhileTheShopSells(Stack stack, ConfFolder conf) {
    Source source = stack.source();
    source.execute(
        "SET GLOBAL log_output = 'TABLE'",
        "TRUNCATE mysql.general_log",
        "SET GLOBAL general_log = ON");
    try (Running shop =
        stack.product().start("shop", "sell", "--rate", "30", "--events", "600", "--seed", "5")) {
      await().atMost(TO_CATCH_UP).until(() -> shop.log().contains("selling:"));
      String told = backfill(stack.product(), conf, "source", FROM, TO);
      assertThat(told).containsPattern("2025-12-14 .*done").containsPattern("2025-12-08 .*done");
      assertThat(shop.process().onExit().join().exitValue()).as(shop.log()).isZero();
    }
    source.execute("SET GLOBAL general_log = OFF");
    onlyTheConnectorReadTheSource(source);
  }

  /** Neither a new connection nor a query that is not one of the connector's snapshot. */
  private static void onlyTheConnectorReadTheSource(Source source) {
    Rows log =
        source.query(
            "SELECT substring_index(user_host, '@', 1) AS account, thread_id, command_type AS kind,"
                + " convert(argument USING utf8mb4) AS query FROM mysql.general_log");
    Rows others =
        log.where(
            row ->
                !row.get("account").matches(".*\\[?(shop|admin)\\].*")
                    && !row.get("query").matches("(?s)(SET (?!STATEMENT)|COMMIT|ROLLBACK).*"));
    List<String> reading = others.where(row -> row.get("query").contains("shop")).values("query");

    assertThat(others.where(row -> row.get("kind").equals("Connect")).rows()).isEmpty();
    assertThat(others.values("account")).allMatch(account -> account.contains("debezium"));
    assertThat(others.values("thread_id").stream().distinct()).hasSize(1);
    assertThat(reading)
        .hasSizeGreaterThanOrEqualTo(7)
        .allMatch(
            query ->
                query.contains("SELECT * FROM `shop`.`orders` WHERE")
                    && query.contains("`ordered_at` >= '2025-12-")
                    && query.contains("ORDER BY `order_id`"));
  }

  private static String backfill(
      Product product, ConfFolder conf, String route, String from, String to) {
    return product.runWell(
        "backfill",
        "run",
        "--dataset",
        "orders",
        "--route",
        route,
        "--from",
        from,
        "--to",
        to,
        "--conf",
        conf.toString());
  }

  /** The week's orders in silver, ordered, without our own columns. */
  private static List<String> week(Stack stack) {
    return stack
        .lake()
        .live("orders")
        .where(
            row ->
                row.get("ordered_at").compareTo(FROM) >= 0
                    && row.get("ordered_at").compareTo(TO) < 0)
        .rows()
        .stream()
        .map(Object::toString)
        .sorted()
        .toList();
  }
}
