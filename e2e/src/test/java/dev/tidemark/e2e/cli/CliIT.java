package dev.tidemark.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.e2e.fixture.ConfFolder;
import dev.tidemark.e2e.fixture.Product;
import dev.tidemark.e2e.fixture.Product.Outcome;
import dev.tidemark.e2e.fixture.Stack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes are told at once, by name, with what to do; exit code 2. */
final class CliIT {
  private static final String WRONG = "no-such-password-4711";
  private static Stack stack;
  private static Product product;

  @TempDir private Path dir;

  @BeforeAll
  static void start() {
    stack = Stack.up();
    product = stack.product().with(Map.of("E2E_WRONG", WRONG));
    product.runWell(
        "shop", "history", "--from", "2024-01-01", "--to", "2024-01-03", "--orders", "5");
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void wrongCredentialsOfTheDatabaseAreNamedBeforeAnythingIsMade() {
    ConfFolder conf =
        sample().replace("sources/shop.yaml", "${env:SHOP_PASSWORD}", "${env:E2E_WRONG}");

    Outcome outcome = product.run("ingest", "apply", "--conf", conf.toString());

    mustBeTold(outcome, "shop.yaml", "env:E2E_WRONG", "Access denied");
    assertThat(stack.topics().names()).noneMatch(name -> name.startsWith("shop."));
  }

  @Test
  void aWrongPasswordOfClickHouseEndsTheApiAtItsStart() {
    ConfFolder conf =
        sample().replace("tidemark.yaml", "${env:CLICKHOUSE_PASSWORD}", "${env:E2E_WRONG}");

    mustBeTold(product.run("serve", "--conf", conf.toString()), "ClickHouse", "password");
  }

  @Test
  void aWrongPasswordOfClickHouseEndsTheStreamAtItsStart() {
    ConfFolder conf =
        withColumns().replace("tidemark.yaml", "${env:CLICKHOUSE_PASSWORD}", "${env:E2E_WRONG}");

    mustBeTold(
        product.run("stream", "--once", "--conf", conf.toString()), "ClickHouse", "password");
  }

  @Test
  void aLakeThatCannotBeWrittenIsToldAtTheStart() throws IOException {
    Path file = Files.writeString(dir.resolve("not-a-folder"), "x");
    ConfFolder conf =
        withColumns().replace("tidemark.yaml", "${env:TIDEMARK_LAKE:./lake}", file.toString());

    mustBeTold(product.run("stream", "--once", "--conf", conf.toString()), file.toString());
    assertThat(file).hasContent("x");
  }

  @Test
  void aPortInUseIsToldWithItsHolderByTheApi() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ConfFolder conf =
          sample()
              .replace(
                  "tidemark.yaml",
                  "${env:TIDEMARK_API_PORT:8080}",
                  Integer.toString(taken.getLocalPort()));

      mustBeTold(
          product.run("serve", "--conf", conf.toString()),
          Integer.toString(taken.getLocalPort()),
          Long.toString(ProcessHandle.current().pid()));
    }
  }

  @Test
  void aPortInUseIsToldWithItsHolderByTheDevstack() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path data = Files.createDirectory(dir.resolve("stack"));
      Files.writeString(data.resolve("ports"), "REGISTRY=" + taken.getLocalPort() + "\n");

      mustBeTold(
          product.with(Map.of("TIDEMARK_DATA", data.toString())).run("up", "--only", "registry"),
          Integer.toString(taken.getLocalPort()),
          "registry",
          Long.toString(ProcessHandle.current().pid()));
    }
  }

  @Test
  void anUnknownWordSuggestsTheRightOne() {
    mustBeTold(product.run("steram"), "did you mean 'stream'?");
    mustBeTold(product.run("shop", "sel"), "sell");
    mustBeTold(product.run("ingest", "aply"), "apply");
    mustBeTold(product.run("stream", "--onec"), "--once");
    mustBeTold(product.run("serve", "--port", "1"), "--port");
  }

  @Test
  void validateNamesEveryMistakeAtOnceWithFileAndLine() {
    Outcome outcome = product.run("validate", "--conf", brokenConf().toString());

    mustBeTold(
        outcome,
        "datasets/orders.yaml:5", // no such key
        "did you mean 'column'?",
        "datasets/customers.yaml:2", // no such source
        "gold/sales_by_city.yaml:3", // the key is without the interval
        "gold/sales_by_salesperson.yaml:6", // the path of the other
        "gold/sales_by_city.yaml:6", // a chain that leads nowhere
        "first → second → first", // a cycle
        "views/torn.sql:2"); // does not parse
  }

  @Test
  void validateNamesAColumnThatDoesNotExist() {
    ConfFolder conf = withColumns().replace("views/sales.sql", "ci.city,", "ci.citty,");

    mustBeTold(product.run("validate", "--conf", conf.toString()), "views/sales.sql:3", "citty");
  }

  private ConfFolder brokenConf() {
    return withColumns()
        .replace("datasets/orders.yaml", "interval: {column", "interval: {colum")
        .replace("datasets/customers.yaml", "source: shop", "source: shopp")
        .replace("gold/sales_by_city.yaml", "key: [country, city, sold_on]", "key: [country, city]")
        .replace(
            "gold/sales_by_city.yaml", "via: orders, on: [order_id]", "via: ordres, on: [order_id]")
        .replace("gold/sales_by_salesperson.yaml", "sales/top-salespeople", "sales/top-cities")
        .write("views/first.sql", "SELECT * FROM second\n")
        .write("views/second.sql", "SELECT * FROM first\n")
        .write("views/torn.sql", "SELECT city\nFROM cities GROUP city\n");
  }

  private ConfFolder sample() {
    return ConfFolder.ofSample(dir.resolve("conf"));
  }

  /** With what {@code ingest apply} would write down of the source's columns. */
  private ConfFolder withColumns() {
    ConfFolder conf = sample();
    SampleColumns.of(stack.source()).forEach(conf::write);
    return conf;
  }

  private static void mustBeTold(Outcome outcome, String... facts) {
    assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(2);
    assertThat(outcome.output())
        .contains(facts)
        .doesNotContain(WRONG)
        .doesNotContain("\tat ") // a stack trace is for us, not for a user
        .hasSizeLessThan(8_000);
  }
}
