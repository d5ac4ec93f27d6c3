package dev.tidemark.transform.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Platform;
import dev.tidemark.transform.fixture.TestConf;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.metrics.StreamMetrics;
import dev.tidemark.transform.sql.Analysis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LineageReporterTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2024-05-01T12:00:00Z"));

  @TempDir Path folder;
  private final StreamMetrics metrics = new StreamMetrics(CLOCK);
  private Conf conf;
  private Analysis analysis;

  @BeforeEach
  void oneModel() {
    conf =
        new TestConf(folder)
            .dataset(
                "bills",
                "bill_id",
                "bill_id bigint, billed_at timestamp_ntz, amount decimal(12,2)",
                "interval: {column: billed_at, grain: day}")
            .model(
                "daily",
                "SELECT CAST(billed_at AS DATE) AS day, sum(amount) AS total FROM bills GROUP BY 1",
                "interval: {column: day, grain: day}\nkey: [day]\n")
            .load();
    analysis = Analysis.of(conf, TestSpark.session()).orThrow();
  }

  private LineageReporter reporter(Sink sink) {
    return new LineageReporter(
        Job.of(LineageGraph.of(conf, analysis)),
        new Events("here", new Names(conf), new Fields(conf, analysis)),
        sink,
        metrics,
        CLOCK);
  }

  /** As {@code TYPE job rows}. */
  private static List<String> heads(List<JsonNode> events) {
    return events.stream()
        .map(
            event ->
                "%s %s %s"
                    .formatted(
                        event.get("eventType").asText(),
                        event.at("/job/name").asText(),
                        event.at("/outputs/0/outputFacets/outputStatistics/rowCount").asText("-"))
                    .strip())
        .toList();
  }

  @Test
  void tellsOnceOfAllThatHappenedBetweenTwoLooks() throws InterruptedException {
    List<JsonNode> events = new ArrayList<>();
    LineageReporter reporter = reporter(json -> events.add(OpenLineageReader.read(json)));

    reporter.begin();
    assertThat(heads(events))
        .containsExactly(
            "START topic.shop.shop.bills -",
            "START bronze.bills -",
            "START silver.bills -",
            "START api./v1/gold/daily -");
    events.clear();

    reporter.look();
    assertThat(events).isEmpty();

    metrics.records("bills", 5, 1, 1, 0);
    metrics.records("bills", 2, 0, 0, 0);
    metrics.refreshed("daily", Duration.ofMillis(1), 3);
    metrics.refreshed("daily", Duration.ofMillis(1), 1);
    metrics.published("daily", 4);
    reporter.look();
    assertThat(heads(events))
        .containsExactly(
            "RUNNING bronze.bills 9",
            "RUNNING silver.bills 7",
            "START gold.daily -",
            "COMPLETE gold.daily 4",
            "START clickhouse.daily -",
            "COMPLETE clickhouse.daily 4");
    assertThat(events.get(2).at("/run/runId")).isEqualTo(events.get(3).at("/run/runId"));
    events.clear();

    reporter.look();
    assertThat(events).isEmpty();
    reporter.completed();
    reporter.finish();
    assertThat(heads(events))
        .containsExactly(
            "COMPLETE topic.shop.shop.bills -",
            "COMPLETE bronze.bills 9",
            "COMPLETE silver.bills 7",
            "COMPLETE api./v1/gold/daily -");
  }

  @Test
  void namesDatasetsAsOthersDoAndTheirColumnsFromTheSourceOn() throws InterruptedException {
    List<JsonNode> events = new ArrayList<>();
    LineageReporter reporter = reporter(json -> events.add(OpenLineageReader.read(json)));
    metrics.refreshed("daily", Duration.ofMillis(1), 3);

    reporter.begin();
    reporter.look();

    JsonNode topic = events.get(0);
    assertThat(topic.at("/inputs/0/namespace").asText()).isEqualTo("mariadb://127.0.0.1:3306");
    assertThat(topic.at("/inputs/0/name").asText()).isEqualTo("shop.bills");
    assertThat(topic.at("/outputs/0/namespace").asText()).isEqualTo("kafka://127.0.0.1:9092");
    JsonNode gold = events.get(4);
    assertThat(gold.at("/job/facets/jobType/processingType").asText()).isEqualTo("BATCH");
    assertThat(gold.at("/inputs/0/namespace").asText()).isEqualTo("file");
    assertThat(gold.at("/inputs/0/name").asText()).isEqualTo(folder + "/lake/silver/bills");
    assertThat(gold.at("/inputs/0/facets/schema/fields/2").toString())
        .isEqualTo("{\"name\":\"amount\",\"type\":\"decimal(12,2)\"}");
    JsonNode total = gold.at("/outputs/0/facets/columnLineage/fields/total/inputFields/0");
    assertThat(total.get("field").asText()).isEqualTo("amount");
    assertThat(total.at("/transformations/0/subtype").asText()).isEqualTo("AGGREGATION");
  }

  @Test
  void dropsAndCountsWhatNobodyTakes() throws InterruptedException {
    List<String> asked = new ArrayList<>();
    LineageReporter reporter =
        reporter(
            json -> {
              asked.add(json);
              throw new IOException("nobody there");
            });

    reporter.begin();

    assertThat(asked).hasSize(1);
    assertThat(metrics.text())
        .contains(
            "tidemark_lineage_events_total{outcome=\"dropped\"} 4.0",
            "tidemark_lineage_events_total{outcome=\"sent\"} 0.0");
  }

  @Test
  void writesToAFile() throws IOException {
    Path file = folder.resolve("told/lineage.jsonl");
    tellOnce(new Platform.Lineage(Optional.of(file), Optional.empty(), "here"));

    List<String> lines = Files.readAllLines(file);

    assertThat(heads(lines.stream().map(OpenLineageReader::read).toList()))
        .containsExactly("START silver.bills -", "ABORT silver.bills 0");
  }

  @Test
  void postsToAnEndpoint() throws IOException {
    List<String> bodies = new CopyOnWriteArrayList<>();
    HttpServer endpoint =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    endpoint.createContext(
        "/api/v1/lineage",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(201, -1);
          exchange.close();
        });
    endpoint.start();
    try {
      URI url =
          URI.create(
              "http://127.0.0.1:%s/api/v1/lineage".formatted(endpoint.getAddress().getPort()));
      tellOnce(new Platform.Lineage(Optional.empty(), Optional.of(url), "here"));
    } finally {
      endpoint.stop(0);
    }

    assertThat(heads(bodies.stream().map(OpenLineageReader::read).toList()))
        .containsExactly("START silver.bills -", "ABORT silver.bills 0");
  }

  /** Of silver alone, from start to end. */
  private void tellOnce(Platform.Lineage to) {
    LineageReporter.start(conf, analysis, to, node -> node.kind() == Node.Kind.SILVER, metrics)
        .close();
  }

  @Test
  void theReaderRefusesWhatIsWrong() {
    assertThatThrownBy(() -> OpenLineageReader.read("{}")).isInstanceOf(AssertionError.class);
  }
}
