package dev.tidemark.contract.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.conf.GoldModel.Input;
import dev.tidemark.contract.conf.GoldModel.Pair;
import dev.tidemark.contract.conf.Serve.Measure;
import dev.tidemark.contract.time.Grain;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfLoaderTest {
  @TempDir Path root;
  private ConfFolder conf;

  @BeforeEach
  void aFolderWithoutMistakes() {
    conf = new ConfFolder(root);
  }

  @Test
  void readsEveryKeyAndEveryDefault() {
    Conf read = conf.read().orThrow();

    Platform platform = read.platform();
    assertThat(platform.lake().silver("bills")).isEqualTo("./lake/silver/bills");
    assertThat(platform.durability()).isEqualTo(Platform.Durability.PROCESS);
    assertThat(platform.retention()).isEqualTo(Duration.ofDays(1));
    assertThat(platform.stream())
        .isEqualTo(
            new Platform.Stream(
                Duration.ofMillis(250), 50_000, OptionalLong.empty(), OptionalInt.empty()));
    assertThat(platform.api()).isEqualTo(new Platform.Api("127.0.0.1", 8080, List.of()));
    DatabaseSource shop = (DatabaseSource) read.sources().get("shop");
    assertThat(shop.format()).isEqualTo(Source.Format.AVRO);
    assertThat(shop.partitions()).isEqualTo(1);
    assertThat(shop.password()).hasToString("${env:PASS}");
    Dataset bills = read.datasets().get("bills");
    assertThat(bills.topic()).isEqualTo("shop.shop.bills");
    assertThat(bills.interval())
        .contains(new Dataset.EventInterval("billed_at", Grain.DAY, ZoneId.of("UTC")));
    assertThat(bills.lane()).isEqualTo("main");
    assertThat(bills.upsert()).isEqualTo(UpsertBy.AUTO);
    assertThat(bills.freshness())
        .isEqualTo(new Dataset.Freshness(Duration.ofMinutes(5), Duration.ofMinutes(30)));
    assertThat(bills.columns())
        .containsExactly(
            new Dataset.Column("bill_id", "bill_id", "bigint", false),
            new Dataset.Column("billed_at", "billed_at", "timestamp_ntz", true));
    GoldModel daily = read.gold().get("daily");
    assertThat(daily.inputs())
        .containsEntry("bills", new Input.ByColumn("billed_at"))
        .containsEntry("items", new Input.Via("bills", List.of(new Pair("bill_id", "bill_id"))));
    assertThat(daily.serve().orElseThrow().measures())
        .isEqualTo(Map.of("amount", new Measure.Rollup(Serve.Function.SUM)));
  }

  @ParameterizedTest
  @EnumSource(UpsertBy.class)
  void readsHowADatasetsOldRowsAreFound(UpsertBy by) {
    conf.file("datasets/bills.yaml", conf.text("datasets/bills.yaml") + "upsert: " + by + "\n");
    assertThat(conf.read().orThrow().datasets().get("bills").upsert()).isEqualTo(by);
  }

  @Test
  void declaredColumnsWinOverTheSources() {
    conf.file(
        "datasets/items.yaml",
        """
        source: shop
        table: shop.items
        keys: [bill_id, item_no]
        columns: {amount: "decimal(18,4)"}
        """);

    Dataset items = conf.read().orThrow().datasets().get("items");

    assertThat(items.column("amount").orElseThrow().type()).isEqualTo("decimal(18,4)");
    assertThat(items.columns()).hasSize(3);
  }

  @Test
  void tellsFindingsAboutColumnsFromMistakesInTheFiles() {
    conf.file("datasets/items.yaml", "source: shp\ntable: shop.items\nkeys: [bill_id, no_such]\n");

    assertThat(conf.read().problems())
        .filteredOn(problem -> problem.kind() == Problem.Kind.COLUMNS)
        .extracting(Problem::what)
        .containsExactly("dataset 'items' has no column 'no_such'");
  }

  @Test
  void joinsOnColumnsOfDifferentNames() {
    conf.file(
        "gold/daily.yaml",
        """
        interval: {column: day, grain: month}
        key: [day]
        inputs:
          bills: {interval: billed_at}
          items: {via: bills, on: {item_no: bill_id}}
        """);

    assertThat(conf.read().orThrow().gold().get("daily").inputs())
        .containsEntry("items", new Input.Via("bills", List.of(new Pair("item_no", "bill_id"))));
  }

  @Test
  void namesEveryMistakeOfEveryFileAtOnce() {
    conf.file(
            "sources/shop.yaml", "kind: mariadb\nhost: h\nport: 3306\nuser: u\npassword: hunter2\n")
        .file("datasets/bills.yaml", "sourc: shop\ntable: shop.bills\nkeys: [bill_id]\n")
        .file("views/lines.sql", "SELECT 1");

    assertThat(conf.mistakes())
        .contains(
            "datasets/bills.yaml:1: unknown key 'sourc'; did you mean 'source'?",
            "datasets/bills.yaml:1: key 'source' is missing; add it",
            "sources/shop.yaml:1: key 'tables' is missing; add it",
            "sources/shop.yaml:5: the password stands in the file; write a reference: ${env:NAME} or ${file:PATH}");
  }

  @Test
  void aKeyColumnThatDoesNotExist() {
    conf.file("datasets/items.yaml", "source: shop\ntable: shop.items\nkeys: [bill_id, itm_no]\n");

    assertThat(conf.mistakes())
        .containsExactly(
            "datasets/items.yaml:3: dataset 'items' has no column 'itm_no'; did you mean 'item_no'?");
  }

  @Test
  void columnsThatAreNotKnownYet() {
    conf.file("datasets/more.yaml", "source: shop\ntable: shop.more\nkeys: [id]\n");
    conf.file(
        "sources/shop.yaml",
        "kind: mariadb\nhost: h\nport: 3306\nuser: u\npassword: \"${env:P}\"\ntables: [shop.bills, shop.items, shop.more]\n");

    assertThat(conf.mistakes())
        .containsExactly(
            "datasets/more.yaml:2: the columns of dataset 'more' are not known yet; run ingest apply, or declare all of them under columns:");
  }

  @Test
  void twoModelsOnOnePath() {
    conf.file("gold/weekly.sql", "SELECT 1 AS day")
        .file(
            "gold/weekly.yaml",
            """
            interval: {column: day, grain: day}
            key: [day]
            serve: {path: sales/daily, group: [day], measures: {amount: sum}, order: amount, range: day}
            """);

    assertThat(conf.mistakes())
        .containsExactly(
            "gold/weekly.yaml:3: models 'daily' and 'weekly' are served at the same path 'sales/daily'; give one of them another");
  }

  @ParameterizedTest
  @ValueSource(strings = {"from", "to", "limit", "order", "offset"})
  void aServedColumnNamedLikeAParameterOfTheApi(String name) {
    conf.file("gold/daily.sql", "SELECT 1 AS day, 2 AS amount, 3 AS `%s`\n".formatted(name))
        .file(
            "gold/daily.yaml",
            """
            interval: {column: day, grain: day}
            key: [day, %1$s]
            serve:
              path: sales/daily
              group: [%1$s]
              filters: [%1$s]
              measures: {amount: sum}
              order: amount
              range: day
            """
                .formatted(name));

    String what =
        "column '%1$s' cannot be asked for: '%1$s' is a parameter of the API; give it another name in the model's SQL, such as '%1$s_value'"
            .formatted(name);
    assertThat(conf.mistakes())
        .containsExactly("gold/daily.yaml:5: " + what, "gold/daily.yaml:6: " + what);
  }

  @ParameterizedTest
  @ValueSource(strings = {"order_id", "orders", "From"})
  void aServedColumnNamedAlmostLikeAParameter(String name) {
    conf.file("gold/daily.sql", "SELECT 1 AS day, 2 AS amount, 3 AS `%s`\n".formatted(name))
        .file(
            "gold/daily.yaml",
            """
            interval: {column: day, grain: day}
            key: [day, %1$s]
            serve: {path: sales/daily, group: [%1$s], measures: {amount: sum}, order: amount, range: day}
            """
                .formatted(name));

    assertThat(conf.mistakes()).isEmpty();
  }

  @Test
  void aKeyWithoutTheInterval() {
    conf.file("gold/daily.yaml", "interval: {column: day, grain: day}\nkey: [city]\n");

    assertThat(conf.mistakes())
        .containsExactly(
            "gold/daily.yaml:2: the key of model 'daily' does not contain its interval's column 'day'; add it: groups of different intervals must have different keys");
  }

  @Test
  void anInputChainThatGoesInACircle() {
    conf.file(
        "gold/daily.yaml",
        """
        interval: {column: day, grain: day}
        key: [day]
        inputs:
          bills: {via: items, on: [bill_id]}
          items: {via: bills, on: [bill_id]}
        """);

    assertThat(conf.mistakes())
        .contains(
            "gold/daily.yaml:4: the chain bills → items → bills goes in a circle and reaches no interval; end it at a dataset with interval: COLUMN");
  }

  @Test
  void anInputThatIsAView() {
    conf.file(
        "gold/daily.yaml",
        "interval: {column: day, grain: day}\nkey: [day]\ninputs:\n  lines: {interval: billed_at}\n");

    assertThat(conf.mistakes())
        .containsExactly(
            "gold/daily.yaml:4: input 'lines' is not a dataset; it is a view; name the datasets below it");
  }

  @Test
  void aKeyThatStandsTwice() {
    conf.file(
        "datasets/bills.yaml", "source: shop\ntable: shop.bills\nkeys: [bill_id]\nsource: shop\n");

    assertThat(conf.mistakes())
        .containsExactly(
            "datasets/bills.yaml:4: key 'source' stands twice, first on line 1; keep one of them");
  }

  @Test
  void textThatIsNotYaml() {
    conf.file("datasets/bills.yaml", "source: shop\nkeys: [bill_id\n");

    assertThat(conf.mistakes())
        .singleElement()
        .asString()
        .startsWith("datasets/bills.yaml:3: not YAML:");
  }

  @Test
  void aVariableThatIsNotSet() {
    conf.file(
        "sources/shop.yaml",
        "kind: mariadb\nhost: \"${env:HOST_OF_SHOP}\"\nport: 3306\nuser: u\npassword: \"${env:P}\"\ntables: [shop.bills, shop.items]\n");

    assertThat(conf.mistakes())
        .contains(
            "sources/shop.yaml:2: environment variable HOST_OF_SHOP is not set, which host refers to; set it, or write ${env:NAME:default}");
  }

  @Test
  void aFolderThatIsNotThere() {
    assertThatThrownBy(() -> ConfLoader.load(root.resolve("none"), Environment.of(Map.of())))
        .isInstanceOf(ConfException.class)
        .hasMessage(
            "1 mistake in conf:\n%s:1: there is no such file; name the folder that holds tidemark.yaml with --conf DIR"
                .formatted(root.resolve("none/tidemark.yaml")));
  }

  @Test
  void sharesOneNameBetweenNoTwoThings() {
    conf.file("views/Bills.sql", "SELECT 1");

    assertThat(conf.mistakes())
        .containsExactly(
            "views/Bills.sql:1: view 'Bills' has the same name as dataset 'bills'; rename one: SQL sees them side by side, and case does not tell them apart");
  }

  @Test
  void readsExpectationsInTheirOrder() {
    conf.file(
        "datasets/items.yaml",
        """
        source: shop
        table: shop.items
        keys: [bill_id, item_no]
        expectations:
          - {name: not_negative, check: "amount >= 0", on-fail: quarantine}
          - {name: not_huge, check: "amount < 1000", on-fail: warn}
        """);

    assertThat(conf.read().orThrow().datasets().get("items").expectations())
        .containsExactly(
            new Expectation("not_negative", "amount >= 0", Expectation.OnFail.QUARANTINE),
            new Expectation("not_huge", "amount < 1000", Expectation.OnFail.WARN));
  }

  @Test
  void refusesExpectationsOfOneNameAndActionsThatDoNotExistYet() {
    conf.file(
        "datasets/items.yaml",
        """
        source: shop
        table: shop.items
        keys: [bill_id, item_no]
        expectations:
          - {name: a, check: "amount >= 0", on-fail: drop}
        """);
    conf.file(
        "datasets/bills.yaml",
        """
        source: shop
        table: shop.bills
        keys: [bill_id]
        expectations:
          - {name: a, check: "bill_id > 0", on-fail: warn}
          - name: A
            check: bill_id > 1
            on-fail: warn
        """);

    assertThat(conf.mistakes())
        .containsExactly(
            "datasets/bills.yaml:6: two expectations are named 'a'; give one of them another name:"
                + " results are counted by it, case aside",
            "datasets/items.yaml:5: on-fail: \"drop\" is not one of [\"quarantine\",\"warn\"]; drop"
                + " and fail do not exist yet: quarantine keeps the row out of silver, warn lets it"
                + " pass; both count it");
  }
}
