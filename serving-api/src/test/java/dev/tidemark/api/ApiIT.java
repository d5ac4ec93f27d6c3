package dev.tidemark.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.api.clickhouse.ClickHouse;
import dev.tidemark.api.fixture.Answer;
import dev.tidemark.api.fixture.Devstack;
import dev.tidemark.api.fixture.SampleConf;
import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Platform;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every path over a real ClickHouse, through HTTP. */
final class ApiIT {
  private static final Instant NOW = Instant.parse("2024-06-01T12:00:00Z");
  private static final String OWN =
      "_interval Nullable(DateTime64(6,'UTC')), _version UInt64, _deleted UInt8";
  private static final String ENGINE =
      " ENGINE = ReplacingMergeTree(_version, _deleted) ORDER BY (%s)"
          + " SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 1000";

  @TempDir private static Path data;
  private static Devstack devstack;
  private static ClickHouse clickhouse;
  private static Server server;

  @BeforeAll
  static void start() {
    devstack = Devstack.start(data);
    devstack.execute("CREATE DATABASE IF NOT EXISTS tidemark");
    sales();
    visits();
    balances();
    published();
    lineage();
    Conf conf = SampleConf.load(devstack.environment());
    clickhouse = ClickHouse.open(conf.platform().clickhouse(), devstack.environment());
    server =
        Server.start(
            conf,
            clickhouse,
            Clock.fixed(NOW, ZoneOffset.UTC),
            new Platform.Api("127.0.0.1", 0, List.of()),
            SampleConf.keys());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
      clickhouse.close();
    }
    if (devstack != null) {
      devstack.close();
    }
  }

  private static void table(String name, String columns, String key) {
    devstack.execute(
        "CREATE TABLE tidemark.%s (%s, %s)".formatted(name, columns, OWN) + ENGINE.formatted(key));
  }

  /**
   * Two versions of one row, a deleted one, a tie, a group without sales, a quote and a backslash.
   */
  private static void sales() {
    table(
        "sales_by_city",
        "country String, city String, sold_on Date32, sales Int64, revenue Nullable(Decimal(38,2)),"
            + " lowest Nullable(Decimal(12,2)), highest Nullable(Decimal(12,2))",
        "country, city, sold_on");
    devstack.execute(
        """
        INSERT INTO tidemark.sales_by_city VALUES
          ('PT', 'Porto', '2024-05-01', 3, 1.01, 1, 1, NULL, 1, 0),
          ('PT', 'Porto', '2024-05-02', 3, 7.99, 0.50, 4.10, NULL, 1, 0),
          ('PT', 'Porto', '2024-05-03', 1, 100.00, 100, 100, NULL, 1, 0),
          ('PT', 'Lisboa', '2024-05-01', 3, 20.00, 5, 10, NULL, 1, 0),
          ('FR', 'Paris', '2024-05-02', 7, 20.00, 1, 9, NULL, 1, 0),
          ('FR', 'Nice', '2024-05-02', 9, 999.00, 1, 9, NULL, 1, 0),
          ('XX', 'a\\tb\\nc', '2023-01-01', 1, 1, 1, 1, NULL, 1, 0),
          ('FR', 'O''He\\\\llo', '2024-05-01', 0, NULL, NULL, NULL, NULL, 1, 0)""");
    devstack.execute(
        """
        INSERT INTO tidemark.sales_by_city VALUES
          ('PT', 'Porto', '2024-05-01', 4, 12.02, 0.02, 12, NULL, 2, 0),
          ('FR', 'Nice', '2024-05-02', 9, 999.00, 1, 9, NULL, 2, 1)""");
  }

  private static void visits() {
    table(
        "visits_by_hour",
        "page Nullable(String), seen_at DateTime64(6,'UTC'), visits Int64, seconds Float64",
        "page, seen_at");
    devstack.execute(
        """
        INSERT INTO tidemark.visits_by_hour VALUES
          ('a', '2024-05-01 10:00:00', 9223372036854775807, 0.5, NULL, 1, 0),
          ('a', '2024-05-01 11:00:00', 9223372036854775807, 0.25, NULL, 1, 0),
          (NULL, '2024-05-01 10:00:00', 2, 3, NULL, 1, 0),
          ('b', '2024-05-01 12:00:00', 0, 1, NULL, 1, 0)""");
  }

  private static void balances() {
    table(
        "balances",
        "month Date32, account Decimal(20,0), branch Int32, open Bool,"
            + " balance Nullable(Decimal(38,10)), at Nullable(DateTime64(6,'UTC'))",
        "month, account, branch, open");
    devstack.execute(
        """
        INSERT INTO tidemark.balances VALUES
          ('2024-01-01', 18446744073709551615, 1, true, 0.0000001, '2024-01-31 23:59:59.123456', NULL, 1, 0),
          ('2024-01-01', 7, 1, false, -12345678901234567890.5, NULL, NULL, 1, 0),
          ('2024-02-01', 7, 2, true, NULL, NULL, NULL, 1, 0),
          ('2024-03-01', 7, -3, true, 5, NULL, NULL, 1, 0)""");
  }

  private static void published() {
    devstack.execute(
        """
        CREATE TABLE tidemark._tidemark_datasets (kind LowCardinality(String), name String,
          valid_through Nullable(DateTime64(3,'UTC')), last_event_at Nullable(DateTime64(3,'UTC')),
          warn_seconds UInt32, error_seconds UInt32, updated_at DateTime64(3,'UTC'), _version UInt64)
        ENGINE = ReplacingMergeTree(_version) ORDER BY (kind, name)""");
    devstack.execute(
        """
        INSERT INTO tidemark._tidemark_datasets VALUES
          ('model', 'sales_by_city', '2024-06-01 11:00:00.000', NULL, 60, 600, now64(3), 1),
          ('model', 'sales_by_city', '2024-06-01 11:59:00.001', '2024-06-01 11:58:00', 60, 600, now64(3), 2),
          ('model', 'visits_by_hour', NULL, NULL, 60, 600, now64(3), 1),
          ('dataset', 'orders', '2024-06-01 11:58:59.999', '2024-06-01 11:58:59.500', 60, 600, now64(3), 1)""");
  }

  /** Of now, and one edge that an older conf had. */
  private static void lineage() {
    devstack.execute(
        """
        CREATE TABLE tidemark._tidemark_lineage (from_kind LowCardinality(String), from_name String,
          to_kind LowCardinality(String), to_name String, columns String, _version UInt64)
        ENGINE = ReplacingMergeTree(_version) ORDER BY (from_kind, from_name, to_kind, to_name)""");
    devstack.execute(
        """
        INSERT INTO tidemark._tidemark_lineage VALUES
          ('silver', 'gone', 'gold', 'sales_by_city', '[]', 1),
          ('bronze', 'orders', 'silver', 'orders', '[]', 1)""");
    devstack.execute(
        """
        INSERT INTO tidemark._tidemark_lineage VALUES
          ('table', 'shop.shop.orders', 'topic', 'shop.shop.orders', '[]', 2),
          ('topic', 'shop.shop.orders', 'bronze', 'orders', '[]', 2),
          ('bronze', 'orders', 'silver', 'orders', '[{"from":"id","to":"order_id","how":"identity"}]', 2),
          ('silver', 'orders', 'gold', 'sales_by_city', '[{"from":"order_id","to":"sales","how":"aggregation"}]', 2),
          ('gold', 'sales_by_city', 'clickhouse', 'sales_by_city', '[]', 2),
          ('clickhouse', 'sales_by_city', 'api', '/v1/gold/sales_by_city', '[]', 2),
          ('bronze', 'customers', 'silver', 'customers', '[]', 2)""");
  }

  private static Answer get(String path) {
    return Answer.get(server.url() + path);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Test
  void rollsUpTheRangeAndBreaksTiesByTheGroup() {
    Answer answer = get("/v1/sales/top-cities?from=2024-05-01&to=2024-05-03");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.header("Valid-Through")).contains("2024-06-01T11:59:00.001Z");
    assertThat(answer.body())
        .isEqualTo(
            """
            {"path":"sales/top-cities","from":"2024-05-01","to":"2024-05-03",\
            "validThrough":"2024-06-01T11:59:00.001Z","rows":[\
            {"country":"PT","city":"Porto","revenue":20.01,"sales":7,"lowest":0.02,"highest":12.00,"average":2.85857143},\
            {"country":"FR","city":"Paris","revenue":20.00,"sales":7,"lowest":1.00,"highest":9.00,"average":2.85714286},\
            {"country":"PT","city":"Lisboa","revenue":20.00,"sales":3,"lowest":5.00,"highest":10.00,"average":6.66666667},\
            {"country":"FR","city":"O'He\\\\llo","revenue":null,"sales":0,"lowest":null,"highest":null,"average":null}]}""");
  }

  @Test
  void takesFromAsInclusiveAndToAsExclusive() {
    assertThat(get("/v1/sales/top-cities?from=2024-05-03&to=2024-05-04").rows()).hasSize(1);
    assertThat(
            get("/v1/sales/top-cities?from=2024-05-02&to=2024-05-03&country=PT").rows().toString())
        .contains("\"revenue\":7.99");
    assertThat(get("/v1/sales/top-cities?from=2024-05-04").rows()).isEmpty();
    assertThat(get("/v1/sales/top-cities?from=2024-01-01&to=2024-05-01").rows()).isEmpty();
  }

  @Test
  void answersWithoutARange() {
    Answer answer = get("/v1/sales/top-cities?limit=1");

    assertThat(answer.rows()).hasSize(1);
    assertThat(answer.rows().get(0).get("revenue").decimalValue()).isEqualTo("120.01");
    assertThat(answer.json().get("from").isNull()).isTrue();
    assertThat(answer.json().get("to").isNull()).isTrue();
  }

  @Test
  void filtersByOneValueOrSeveralWithoutReadingThemAsSql() {
    assertThat(get("/v1/sales/top-cities?country=PT").rows()).hasSize(2);
    assertThat(get("/v1/sales/top-cities?country=PT&country=FR").rows()).hasSize(4);
    assertThat(get("/v1/sales/top-cities?country=PT&city=Porto&city=Paris").rows()).hasSize(1);
    assertThat(get("/v1/sales/top-cities?city=" + encoded("O'He\\llo")).rows()).hasSize(1);
    assertThat(get("/v1/sales/top-cities?city=" + encoded("a\tb\nc")).rows()).hasSize(1);
    assertThat(get("/v1/sales/top-cities?city=" + encoded("') OR 1=1 --")).rows()).isEmpty();
    assertThat(get("/v1/sales/top-cities?city=" + encoded("{p0:String}\t\n\\N")).rows()).isEmpty();
    assertThat(get("/v1/sales/top-cities?city=").rows()).isEmpty();
  }

  @Test
  void sumsBeyondSixtyFourBitsAndSortsNullsLast() {
    Answer answer = get("/v1/web/visits");

    assertThat(answer.body())
        .contains(
            "\"rows\":[{\"page\":\"a\",\"visits\":18446744073709551614,\"seconds\":0.75,\"pace\":")
        .contains("{\"page\":\"b\",\"visits\":0,\"seconds\":1.0,\"pace\":null}")
        .endsWith("{\"page\":null,\"visits\":2,\"seconds\":3.0,\"pace\":1.5}]}");
  }

  @Test
  void saysNothingOfValidThroughWhileNobodyKnows() {
    Answer answer = get("/v1/web/visits");

    assertThat(answer.header("Valid-Through")).isEmpty();
    assertThat(answer.json().get("validThrough").isNull()).isTrue();
  }

  @Test
  void readsTimesInUtcOrWithAnOffset() {
    assertThat(get("/v1/web/visits?from=2024-05-01T11:00&page=a").rows().toString())
        .contains("\"visits\":9223372036854775807");
    Answer offset =
        get(
            "/v1/web/visits?from="
                + encoded("2024-05-01T13:00:00+02:00")
                + "&to=2024-05-01T12:00Z");
    assertThat(offset.json().get("from").asText()).isEqualTo("2024-05-01T11:00:00Z");
    assertThat(offset.rows()).hasSize(1);
    assertThat(get("/v1/web/visits?from=2024-05-01&to=2024-05-02").rows()).hasSize(3);
  }

  @Test
  void givesRowsOfAModelWithoutItsOwnColumns() {
    Answer answer = get("/v1/gold/balances?to=2024-02");

    assertThat(answer.body())
        .isEqualTo(
            """
            {"model":"balances","from":null,"to":"2024-02-01","validThrough":null,"rows":[\
            {"month":"2024-01-01","account":7,"branch":1,"open":false,"balance":-12345678901234567890.5000000000,"at":null},\
            {"month":"2024-01-01","account":18446744073709551615,"branch":1,"open":true,"balance":0.0000001000,"at":"2024-01-31T23:59:59.123456Z"}],\
            "next":null}""");
  }

  @Test
  void hidesDeletedRowsAndOldVersions() {
    assertThat(get("/v1/gold/sales_by_city?city=Nice").rows()).isEmpty();
    assertThat(get("/v1/gold/sales_by_city?city=Porto&sold_on=2024-05-01").rows().toString())
        .contains("12.02")
        .doesNotContain("1.01");
  }

  @Test
  void filtersByKeyColumnsOfEveryType() {
    assertThat(get("/v1/gold/balances?account=18446744073709551615").rows()).hasSize(1);
    assertThat(get("/v1/gold/balances?branch=-3").rows()).hasSize(1);
    assertThat(get("/v1/gold/balances?open=false").rows()).hasSize(1);
    assertThat(get("/v1/gold/balances?month=2024-02-01&month=2024-03-01").rows()).hasSize(2);
    assertThat(get("/v1/gold/visits_by_hour?seen_at=2024-05-01T10:00:00Z").rows()).hasSize(2);
  }

  @Test
  void pagesThroughAModelInATotalOrder() {
    Answer first = get("/v1/gold/balances?order=branch.desc&limit=3");
    Answer second = get(first.json().get("next").asText());

    assertThat(first.rows().findValuesAsText("branch")).containsExactly("2", "1", "1");
    assertThat(first.json().get("next").asText())
        .startsWith("/v1/gold/balances?")
        .contains("offset=3", "limit=3", "order=branch.desc");
    assertThat(second.rows().findValuesAsText("branch")).containsExactly("-3");
    assertThat(second.json().get("next").isNull()).isTrue();
    assertThat(get("/v1/gold/balances?limit=4").json().get("next").isNull()).isTrue();
  }

  @Test
  void tellsTheFreshnessOfEveryDatasetAndModel() {
    Answer answer = get("/v1/datasets");

    assertThat(answer.json().get("datasets").toString())
        .isEqualTo(
            """
            [{"name":"customers","source":"shop","table":"shop.customers","validThrough":null,"lastEventAt":null,\
            "ageSeconds":null,"status":"unknown","warnSeconds":300,"errorSeconds":1800},\
            {"name":"orders","source":"shop","table":"shop.orders","validThrough":"2024-06-01T11:58:59.999Z",\
            "lastEventAt":"2024-06-01T11:58:59.500Z","ageSeconds":60,"status":"warn","warnSeconds":60,"errorSeconds":600}]""");
    assertThat(answer.json().get("models").findValuesAsText("status"))
        .containsExactly("unknown", "unknown", "fresh", "unknown", "unknown");
    assertThat(answer.json().get("models").findValuesAsText("name"))
        .containsExactly("balances", "not_yet", "sales_by_city", "ticks", "visits_by_hour");
  }

  @Test
  void isHealthyWhileClickHouseAnswers() {
    assertThat(get("/health").json().at("/components/clickhouse/status").asText()).isEqualTo("up");
    assertThat(get("/health").status()).isEqualTo(200);
  }

  @Test
  void saysThatAModelIsNotBuiltYet() {
    Answer answer = get("/v1/not/yet");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).contains("5");
    assertThat(answer.detail())
        .isEqualTo(
            "Model 'not_yet' is in conf, but ClickHouse has no table for it yet; the stream publishes it.");
  }

  @Test
  void refusesValuesThatTheColumnCannotHold() {
    assertThat(get("/v1/gold/balances?account=7.5").detail())
        .isEqualTo(
            "account must be a number of at most 20 digits, 0 of them after the point; account=7.5.");
    assertThat(get("/v1/gold/balances?branch=2147483648").detail())
        .isEqualTo("branch must be a number that Int32 can hold; branch=2147483648.");
    assertThat(get("/v1/gold/balances?open=yes").detail())
        .isEqualTo("open must be true or false; open=yes.");
    assertThat(get("/v1/gold/balances?month=May").status()).isEqualTo(400);
  }

  @Test
  void refusesABadRangeWithTheRule() {
    Answer answer = get("/v1/sales/top-cities?from=2024-05-03&to=2024-05-03");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).contains("application/problem+json");
    assertThat(answer.json().get("type").asText()).isEqualTo("urn:tidemark:problem:bad-range");
    assertThat(answer.detail())
        .isEqualTo("to is exclusive and must be after from; from=2024-05-03, to=2024-05-03.");
  }

  @Test
  void refusesAnOrderThatIsNoColumn() {
    Answer answer = get("/v1/gold/balances?order=balanse.desc");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail())
        .isEqualTo(
            "order must be one of the columns month, account, branch, open, balance, at, perhaps with .desc;"
                + " order=balanse.desc. did you mean 'balance'?");
    assertThat(get("/v1/gold/balances?order=_version").status()).isEqualTo(400);
    assertThat(get("/v1/gold/balances?order=month.down").status()).isEqualTo(400);
  }

  @Test
  void leadsFromTheSourceToTheApi() {
    Answer orders = get("/v1/lineage/orders");

    assertThat(orders.status()).isEqualTo(200);
    assertThat(edges(orders, "upstream"))
        .containsExactly(
            "table shop.shop.orders > topic shop.shop.orders",
            "topic shop.shop.orders > bronze orders",
            "bronze orders > silver orders");
    assertThat(edges(orders, "downstream"))
        .containsExactly(
            "bronze orders > silver orders",
            "silver orders > gold sales_by_city",
            "gold sales_by_city > clickhouse sales_by_city",
            "clickhouse sales_by_city > api /v1/gold/sales_by_city");
    assertThat(orders.json().at("/downstream/1/columns").toString())
        .isEqualTo("[{\"from\":\"order_id\",\"to\":\"sales\",\"how\":\"aggregation\"}]");
    assertThat(edges(get("/v1/lineage/sales_by_city"), "upstream"))
        .hasSize(5)
        .noneMatch(edge -> edge.contains("gone") || edge.contains("customers"));
  }

  /** As {@code kind name > kind name}. */
  private static List<String> edges(Answer answer, String direction) {
    List<String> edges = new ArrayList<>();
    for (JsonNode edge : answer.json().get(direction)) {
      edges.add(
          "%s %s > %s %s"
              .formatted(
                  edge.at("/from/kind").asText(),
                  edge.at("/from/name").asText(),
                  edge.at("/to/kind").asText(),
                  edge.at("/to/name").asText()));
    }
    return edges;
  }

  @Test
  void namesWhatHasLineage() {
    Answer answer = get("/v1/lineage/order");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().get("type").asText())
        .isEqualTo("urn:tidemark:problem:unknown-lineage");
    assertThat(answer.detail())
        .isEqualTo(
            "There is no dataset or model 'order'; did you mean 'orders'? There are customers, orders, sales_by_city.");
  }

  @Test
  void describesPathsOfConfWithTheTypesOfTheirColumns() {
    Answer answer = get("/openapi");

    assertThat(
            answer
                .json()
                .at(
                    "/paths/~1v1~1sales~1top-cities/get/responses/200/content/application~1json"
                        + "/schema/properties/rows/items/properties/revenue/description")
                .asText())
        .isEqualTo("Exact: Decimal(38, 2)");
  }
}
