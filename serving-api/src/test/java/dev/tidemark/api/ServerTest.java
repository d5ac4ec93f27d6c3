package dev.tidemark.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.api.clickhouse.ClickHouse;
import dev.tidemark.api.fixture.Answer;
import dev.tidemark.api.fixture.SampleConf;
import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Platform;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds without ClickHouse, through HTTP. */
final class ServerTest {
  private static ClickHouse nowhere;
  private static Server server;

  @BeforeAll
  static void start() {
    Conf conf = SampleConf.unreachable();
    nowhere = ClickHouse.open(conf.platform().clickhouse(), SampleConf.unreachableEnvironment());
    server =
        Server.start(
            conf,
            nowhere,
            Clock.systemUTC(),
            new Platform.Api("127.0.0.1", 0, List.of()),
            SampleConf.keys());
  }

  @AfterAll
  static void stop() {
    server.close();
    nowhere.close();
  }

  private static Answer get(String path) {
    return Answer.get(server.url() + path);
  }

  private static void assertProblem(Answer answer, int status, String type) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).contains("application/problem+json");
    assertThat(answer.json().get("type").asText()).isEqualTo("urn:tidemark:problem:" + type);
    assertThat(answer.json().get("status").asInt()).isEqualTo(status);
    assertThat(answer.json().get("title").asText()).isNotEmpty();
    assertThat(answer.detail()).isNotEmpty().doesNotContain("Exception", "\tat ");
    assertThat(answer.json().has("instance")).isTrue();
  }

  @Test
  void livesWithoutClickHouseAndSaysWhatIsDown() {
    assertThat(get("/health/live").status()).isEqualTo(200);

    Answer health = get("/health");
    assertThat(health.status()).isEqualTo(503);
    assertThat(health.json().get("status").asText()).isEqualTo("down");
    assertThat(health.json().at("/components/clickhouse/status").asText()).isEqualTo("down");
    assertThat(health.json().at("/components/clickhouse/detail").asText()).contains("refused");
  }

  @Test
  void asksToComeBackWhenClickHouseIsDown() {
    for (String path :
        List.of("/v1/sales/top-cities", "/v1/gold/balances", "/v1/datasets", "/v1/lineage/x")) {
      Answer answer = get(path);
      assertProblem(answer, 503, "clickhouse-unavailable");
      assertThat(answer.header("Retry-After")).contains("5");
      assertThat(answer.header("Valid-Through")).isEmpty();
    }
  }

  @Test
  void checksParametersBeforeItAsksClickHouse() {
    assertProblem(get("/v1/sales/top-cities?limit=0"), 400, "bad-limit");
    assertProblem(get("/v1/sales/top-cities?limit=1001"), 400, "bad-limit");
    assertProblem(get("/v1/gold/balances?offset=100001"), 400, "bad-offset");
    assertProblem(get("/v1/gold/balances?balance=1"), 400, "unknown-parameter");
    assertProblem(get("/v1/sales/top-cities?from=a&from=b"), 400, "repeated-parameter");
    assertProblem(
        get("/v1/sales/top-cities?country=x" + "&country=x".repeat(100)), 400, "too-many-values");
    assertProblem(get("/v1/datasets?name=orders"), 400, "unknown-parameter");
  }

  @Test
  void namesWhatExistsWhereThereIsNothing() {
    Answer path = get("/v1/sales/top-citys");
    assertProblem(path, 404, "unknown-path");
    assertThat(path.json().get("paths").toString())
        .isEqualTo(
            "[\"/v1/not/yet\",\"/v1/sales/top-cities\",\"/v1/ticks/highest\",\"/v1/web/visits\",\"/v1/gold/{model}\",\"/v1/datasets\",\"/v1/lineage/{name}\"]");
    assertThat(path.json().get("didYouMean").asText()).isEqualTo("/v1/sales/top-cities");

    Answer model = get("/v1/gold/sales_by_citi");
    assertProblem(model, 404, "unknown-model");
    assertThat(model.json().get("models").toString())
        .isEqualTo("[\"balances\",\"not_yet\",\"sales_by_city\",\"ticks\",\"visits_by_hour\"]");

    for (String nothing : List.of("/", "/v1", "/v1/", "/v2/sales", "/v1/sales%2Ftop-cities/x")) {
      if (!nothing.equals("/")) {
        assertProblem(get(nothing), 404, "unknown-path");
      }
    }
  }

  @Test
  void asksForAKeyAndSaysHowToSendIt() {
    Answer answer = ask("/v1/datasets");

    assertProblem(answer, 401, "no-key");
    assertThat(answer.header("WWW-Authenticate")).contains("Bearer realm=\"tidemark\"");
    assertThat(answer.detail())
        .isEqualTo(
            "This answer needs a key; send one of the keys under api in tidemark.yaml, as the header 'Authorization: Bearer KEY'.");
  }

  @Test
  void opensNothingToAWrongKey() {
    for (String wrong :
        List.of(
            "Bearer " + SampleConf.KEY + "x",
            "Bearer " + SampleConf.KEY.substring(1),
            "Bearer",
            "Bearer ",
            "Basic " + SampleConf.KEY,
            SampleConf.KEY)) {
      Answer answer = ask("/v1/datasets", "Authorization", wrong);
      assertProblem(answer, 401, "no-key");
      assertThat(answer.header("WWW-Authenticate").orElseThrow()).contains("invalid_token");
      assertThat(answer.body()).doesNotContain(SampleConf.KEY.substring(1));
    }
    assertProblem(
        ask(
            "/v1/datasets",
            "Authorization",
            "Bearer x",
            "Authorization",
            "Bearer " + SampleConf.KEY),
        401,
        "no-key");
    assertProblem(ask("/v1/datasets", "X-API-Key", SampleConf.KEY), 401, "no-key");
    assertThat(ask("/v1/datasets", "authorization", "bearer " + SampleConf.KEY).status())
        .isEqualTo(503);
  }

  @Test
  void tellsStrangersNothingOfWhatExists() {
    for (String path :
        List.of(
            "/v1/sales/top-cities",
            "/v1/gold/balances",
            "/v1/nothing",
            "/v1",
            "/nothing",
            "//v1/datasets",
            "/%76%31/datasets",
            "/docs/../v1/datasets",
            "/docs/%2e%2e/v1/datasets",
            "/docs//v1/datasets",
            "/docs/..%2fv1/datasets",
            "/health/../v1/datasets",
            "/openapi/v1",
            "/v1/datasets;/docs")) {
      assertProblem(ask(path), 401, "no-key");
    }
    assertProblem(
        Answer.withoutKey(
            HttpRequest.newBuilder(URI.create(server.url() + "/v1/datasets")).DELETE()),
        401,
        "no-key");
  }

  @Test
  void describesItselfToEverybody() {
    for (String path :
        List.of(
            "/openapi",
            "/openapi.json",
            "/openapi.yaml",
            "/docs/index.html",
            "/docs/res/swagger-ui.css",
            "/health/live")) {
      assertThat(ask(path).status()).as(path).isEqualTo(200);
    }
    assertThat(ask("/docs").status()).isEqualTo(303);
    assertThat(ask("/health").status()).isEqualTo(503);
  }

  @Test
  void timesRequestsByFewPathsAndByStatus() {
    get("/v1/datasets");
    ask("/v1/datasets");
    get("/v1/sales/top-citys");
    get("/v1/gold/balances?limit=0");

    Answer answer = ask("/prometheus");

    assertThat(answer.header("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
    assertThat(answer.body())
        .contains(
            "# TYPE tidemark_api_request_duration_seconds histogram",
            "_count{path=\"/v1/datasets\",status=\"401\"} ",
            "_count{path=\"/v1/datasets\",status=\"503\"} ",
            "_count{path=\"other\",status=\"404\"} ",
            "_count{path=\"/v1/gold/balances\",status=\"400\"} ",
            "jvm_memory_used_bytes")
        .doesNotContain("top-citys");
  }

  @Test
  void describesWhichPathsNeedAKey() {
    JsonNode document = get("/openapi").json();

    assertThat(document.at("/components/securitySchemes/key/scheme").asText()).isEqualTo("bearer");
    document
        .get("paths")
        .properties()
        .forEach(
            path -> {
              JsonNode operation = path.getValue().get("get");
              boolean open = !path.getKey().startsWith("/v1/");
              assertThat(operation.path("security").isMissingNode()).isEqualTo(open);
              assertThat(operation.at("/responses/401").isMissingNode()).isEqualTo(open);
            });
  }

  /** Asks with these headers only. */
  private static Answer ask(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
    return Answer.withoutKey(headers.length == 0 ? request : request.headers(headers));
  }

  @Test
  void onlyReads() {
    Answer answer =
        Answer.to(
            HttpRequest.newBuilder(URI.create(server.url() + "/v1/sales/top-cities")).DELETE());

    assertProblem(answer, 405, "method-not-allowed");
    assertThat(answer.detail())
        .isEqualTo("DELETE is not possible at /v1/sales/top-cities; this API only reads, use GET.");
    assertThat(answer.header("Allow").orElseThrow()).contains("GET");
  }

  @Test
  void refusesWhatIsTooLong() {
    Answer body =
        Answer.to(
            HttpRequest.newBuilder(URI.create(server.url() + "/v1/datasets"))
                .POST(HttpRequest.BodyPublishers.ofString("x".repeat(100_000))));
    assertProblem(body, 405, "method-not-allowed");

    Answer address = get("/v1/sales/top-cities?city=" + "x".repeat(20_000));
    assertProblem(address, 413, "too-large");
  }

  @Test
  void describesThePathsOfConf() {
    JsonNode paths = get("/openapi").json().get("paths");
    List<String> names = new ArrayList<>();
    paths.fieldNames().forEachRemaining(names::add);

    assertThat(names)
        .containsExactly(
            "/v1/gold/balances",
            "/v1/not/yet",
            "/v1/gold/not_yet",
            "/v1/sales/top-cities",
            "/v1/gold/sales_by_city",
            "/v1/ticks/highest",
            "/v1/gold/ticks",
            "/v1/web/visits",
            "/v1/gold/visits_by_hour",
            "/health",
            "/health/live",
            "/v1/datasets",
            "/v1/lineage/{name}");
    assertThat(paths.at("/~1v1~1sales~1top-cities/get/parameters").findValuesAsText("name"))
        .containsExactly("from", "to", "country", "city", "limit");
    assertThat(
            paths
                .at(
                    "/~1v1~1sales~1top-cities/get/responses/200/content/application~1json/schema"
                        + "/properties/rows/items/properties")
                .properties())
        .extracting(java.util.Map.Entry::getKey)
        .containsExactly("country", "city", "revenue", "sales", "lowest", "highest", "average");
  }

  @Test
  void refersOnlyToSchemasThatTheDocumentHas() {
    JsonNode document = get("/openapi").json();

    for (String reference : document.findValuesAsText("$ref")) {
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
    assertThat(get("/openapi.yaml").body()).startsWith("openapi: 3.0.1").doesNotContain("&id001");
  }

  @Test
  void showsAPageThatNeedsNobodyElse() {
    Answer page = get("/docs/index.html");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("url: contextPath + '/openapi'").doesNotContain("https://");
    assertThat(get("/docs/res/swagger-ui-bundle.js").status()).isEqualTo(200);
    assertThat(get("/docs/res/swagger-ui.css").status()).isEqualTo(200);
    assertThat(get("/docs").header("Location")).contains("/docs/index.html");
  }
}
