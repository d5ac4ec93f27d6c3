package dev.tidemark.e2e.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.e2e.fixture.Api;
import dev.tidemark.e2e.fixture.Rows;
import dev.tidemark.e2e.fixture.Stack;
import dev.tidemark.e2e.workload.ShopOracle.Model;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds every store to the source; each method fails with the rows that differ. */
public final class Comparison {
  private static final String[] MEASURES = {"sales", "revenue"};

  private final Stack stack;
  private final ShopOracle oracle;
  private final Api api;

  public Comparison(Stack stack) {
    this.stack = stack;
    this.oracle = new ShopOracle(stack.source());
    this.api = stack.api();
  }

  public void everything() {
    bronzeHoldsEachCommittedOffsetOnce();
    recordsAddUp();
    silverEqualsTheSource();
    goldEqualsTheSource();
    clickHouseEqualsGold();
    apiEqualsTheSource();
  }

  void bronzeHoldsEachCommittedOffsetOnce() {
    for (String table : ShopOracle.TABLES) {
      String topic = "shop.shop." + table;
      List<Map<String, String>> committed =
          stack.topics().committed(topic).stream()
              .map(
                  record -> {
                    Map<String, String> row = new TreeMap<>();
                    row.put("_topic", record.topic());
                    row.put("_partition", Integer.toString(record.partition()));
                    row.put("_offset", Long.toString(record.offset()));
                    row.put("key", Rows.text(record.key()));
                    row.put("value", Rows.text(record.value()));
                    return row;
                  })
              .toList();
      stack
          .lake()
          .table("bronze/" + table)
          .only("_topic", "_partition", "_offset", "key", "value")
          .mustEqual(new Rows(committed), "bronze/" + table + " and " + topic);
    }
  }

  /** Read = applied + superseded + quarantined + filtered, in each line and against bronze. */
  void recordsAddUp() {
    Rows batches = stack.lake().table("_tidemark/batches");
    assertThat(batches.rows())
        .allSatisfy(
            row ->
                assertThat(number(row, "read"))
                    .as("%s", row)
                    .isEqualTo(
                        number(row, "applied")
                            + number(row, "superseded")
                            + number(row, "quarantined")
                            + number(row, "filtered")));
    for (String table : ShopOracle.TABLES) {
      long read =
          batches.where(row -> table.equals(row.get("dataset"))).rows().stream()
              .mapToLong(row -> number(row, "read"))
              .sum();
      assertThat(read)
          .as("records of %s that batches tell of, against bronze", table)
          .isEqualTo(stack.lake().table("bronze/" + table).size());
    }
  }

  void silverEqualsTheSource() {
    for (String table : ShopOracle.TABLES) {
      stack.lake().live(table).mustEqual(oracle.table(table), "silver/" + table);
    }
  }

  void goldEqualsTheSource() {
    for (Model model : ShopOracle.MODELS) {
      stack
          .lake()
          .liveGold(model.name())
          .numbersByValue(MEASURES)
          .mustEqual(oracle.model(model), "gold/" + model.name());
    }
  }

  void clickHouseEqualsGold() {
    for (Model model : ShopOracle.MODELS) {
      String columns = String.join(", ", model.group());
      Rows published =
          stack
              .engine()
              .query(
                  "SELECT %s, sold_on, sales, revenue, _version FROM tidemark.%s FINAL"
                      .formatted(columns, model.name()));
      List<String> wanted = new ArrayList<>(model.group());
      wanted.addAll(List.of("sold_on", "sales", "revenue", "_version"));
      published
          .numbersByValue(MEASURES)
          .mustEqual(
              stack
                  .lake()
                  .gold(model.name())
                  .where(row -> row.get("_deleted").equals("false"))
                  .only(wanted.toArray(String[]::new))
                  .numbersByValue(MEASURES),
              "ClickHouse's " + model.name() + " and gold");
    }
  }

  void apiEqualsTheSource() {
    for (Model model : ShopOracle.MODELS) {
      Rows expected = oracle.model(model);
      pages("/v1/gold/%s?limit=1000".formatted(model.name()))
          .mustEqual(expected, "all pages of /v1/gold/" + model.name());
      pages("/v1/gold/%s?limit=37&from=2025-02-03&to=2025-03-05".formatted(model.name()))
          .mustEqual(
              expected.where(
                  row ->
                      row.get("sold_on").compareTo("2025-02-03") >= 0
                          && row.get("sold_on").compareTo("2025-03-05") < 0),
              "a range of /v1/gold/" + model.name());
      String country = oracle.anyCountry();
      served(model, "", "true", 10);
      served(model, "limit=1000", "true", 1000);
      served(model, "limit=1", "true", 1);
      served(
          model,
          "from=2024-06-01&to=2025-01-01&limit=7",
          "sold_on >= '2024-06-01' AND sold_on < '2025-01-01'",
          7);
      served(
          model,
          "from=2025-12-31&limit=1000&country=" + encoded(country),
          "sold_on >= '2025-12-31' AND country = '%s'".formatted(country.replace("'", "''")),
          1000);
      served(model, "from=1990-01-01&to=1990-02-01", "sold_on < '1990-02-01'", 10);
    }
  }

  private void served(Model model, String query, String condition, int limit) {
    String path = "/v1/" + model.path() + (query.isEmpty() ? "" : "?" + query);
    Api.Answer answer = api.get(path);
    assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
    List<Map<String, String>> rows = rows(answer.body());
    rows.forEach(row -> checkAverage(path, row));
    assertThat(
            new Rows(rows).only(columns(model, "revenue", "sales")).numbersByValue(MEASURES).rows())
        .as(path)
        .isEqualTo(oracle.best(model, condition, limit).rows());
  }

  /** Only paths that serve it have one; more places than a cent has, cut. */
  private static void checkAverage(String path, Map<String, String> row) {
    String average = row.get("average");
    if (average != null) {
      int places = 6;
      assertThat(new BigDecimal(average).setScale(places, RoundingMode.DOWN))
          .as("average in %s: %s", path, row)
          .isEqualTo(
              new BigDecimal(row.get("revenue"))
                  .divide(new BigDecimal(row.get("sales")), places, RoundingMode.DOWN));
    }
  }

  private Rows pages(String first) {
    List<Map<String, String>> rows = new ArrayList<>();
    HashSet<String> seen = new HashSet<>();
    String path = first;
    while (path != null) {
      assertThat(seen.add(path)).as("page %s comes once", path).isTrue();
      Api.Answer answer = api.get(path);
      assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
      rows.addAll(rows(answer.body()));
      path = answer.body().path("next").textValue();
    }
    return new Rows(rows).numbersByValue(MEASURES);
  }

  private static List<Map<String, String>> rows(JsonNode body) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (JsonNode node : body.get("rows")) {
      Map<String, String> row = new TreeMap<>();
      node.properties()
          .forEach(
              field ->
                  row.put(
                      field.getKey(),
                      field.getValue().isNull() ? null : field.getValue().asText()));
      rows.add(row);
    }
    return rows;
  }

  private static String[] columns(Model model, String... measures) {
    List<String> columns = new ArrayList<>(model.group());
    columns.addAll(List.of(measures));
    return columns.toArray(String[]::new);
  }

  private static long number(Map<String, String> row, String column) {
    return Long.parseLong(row.get(column));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
