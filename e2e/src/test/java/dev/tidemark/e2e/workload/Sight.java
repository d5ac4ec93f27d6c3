package dev.tidemark.e2e.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.e2e.fixture.Api;
import dev.tidemark.e2e.fixture.Product;
import dev.tidemark.e2e.fixture.PrometheusText;
import dev.tidemark.e2e.fixture.Stack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What stream and API say of themselves and of the data, held against what others know. */
final class Sight {
  private static final List<String> FATES =
      List.of("applied", "superseded", "quarantined", "filtered");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Stack stack;

  Sight(Stack stack) {
    this.stack = stack;
  }

  private URI at(String portName, String path) {
    return URI.create("http://127.0.0.1:%s%s".formatted(stack.setting(portName), path));
  }

  /** Of a stream that has done all that is in the lake, and is at rest. */
  void counted() {
    PrometheusText metrics = PrometheusText.scrape(at("TIDEMARK_METRICS_PORT", "/metrics"));
    Map<String, Double> told = new TreeMap<>();
    for (Map<String, String> row : stack.lake().table("_tidemark/batches").rows()) {
      String dataset = row.get("dataset");
      told.merge(
          "tidemark_records_read_total{dataset=\"%s\"}".formatted(dataset),
          Double.valueOf(row.get("read")),
          Double::sum);
      for (String fate : FATES) {
        told.merge(
            "tidemark_records_total{dataset=\"%s\",fate=\"%s\"}".formatted(dataset, fate),
            Double.valueOf(row.get(fate)),
            Double::sum);
      }
    }
    assertThat(told).hasSize(ShopOracle.TABLES.size() * (1 + FATES.size()));
    assertThat(metrics.samples()).containsAllEntriesOf(told);

    for (String table : ShopOracle.TABLES) {
      assertThat(
              metrics.value("tidemark_valid_through_age_seconds{dataset=\"%s\"}".formatted(table)))
          .isBetween(0.0, 60.0);
    }
    for (ShopOracle.Model model : ShopOracle.MODELS) {
      String label = "{model=\"%s\"}".formatted(model.name());
      assertThat(metrics.value("tidemark_marks_pending" + label)).isZero();
      assertThat(metrics.value("tidemark_publish_rows_total" + label))
          .isEqualTo(metrics.value("tidemark_gold_rows_total" + label))
          .isGreaterThanOrEqualTo(stack.lake().gold(model.name()).rows().size());
    }
  }

  /** The API, which has been asked by then. */
  void asked() {
    PrometheusText metrics = PrometheusText.scrape(at("TIDEMARK_API_PORT", "/prometheus"));
    for (ShopOracle.Model model : ShopOracle.MODELS) {
      assertThat(
              metrics.value(
                  "tidemark_api_request_duration_seconds_count{path=\"/v1/%s\",status=\"200\"}"
                      .formatted(model.path())))
          .isPositive();
    }
  }

  /** Lineage, which the stream published at its start. */
  void led() {
    Api.Answer answer = stack.api().get("/v1/lineage/" + ShopOracle.BY_CITY.name());
    assertThat(answer.status()).isEqualTo(200);
    String edges = answer.body().toString();
    for (String table : List.of("orders", "order_lines", "customers", "cities")) {
      assertThat(edges)
          .contains("{\"kind\":\"table\",\"name\":\"shop.shop.%s\"}".formatted(table))
          .contains("{\"kind\":\"silver\",\"name\":\"%s\"}".formatted(table));
    }
    assertThat(edges)
        .contains(
            "{\"kind\":\"api\",\"name\":\"/v1/%s\"}".formatted(ShopOracle.BY_CITY.path()),
            "{\"from\":\"unit_price\",\"to\":\"revenue\",\"how\":\"aggregation\"}",
            "{\"from\":\"city\",\"to\":\"city\"");
  }

  /** OpenLineage, to which a stream that was killed and one that was stopped have told theirs. */
  void told(Path file) throws IOException {
    Map<String, Integer> heads = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode event = JSON.readTree(line);
      heads.merge(
          event.get("eventType").asText() + " " + event.at("/job/name").asText(), 1, Integer::sum);
    }
    for (String table : ShopOracle.TABLES) {
      assertThat(heads)
          .containsEntry("START silver." + table, 2)
          .containsEntry("COMPLETE silver." + table, 1)
          .containsEntry("START topic.shop.shop." + table, 2);
    }
    for (ShopOracle.Model model : ShopOracle.MODELS) {
      assertThat(heads)
          .containsKeys("COMPLETE gold." + model.name(), "COMPLETE clickhouse." + model.name());
    }
  }

  /** The notebook, over the lake as it is left. */
  void lookedAround() {
    String seen =
        stack
            .product()
            .runWell("notebook", Product.root().resolve("notebooks/look-around.jsh").toString());
    assertThat(seen).contains("has %s datasets".formatted(ShopOracle.TABLES.size()));
    assertThat(seen).doesNotContain("Exception", "Error:", "DOES NOT ADD UP");
    for (String table : ShopOracle.TABLES) {
      long live = stack.lake().live(table).size();
      long deleted = stack.lake().silver(table).size() - live;
      assertThat(seen)
          .contains("Silver %s: %s rows, %s deleted".formatted(table, live, deleted))
          .contains("|shop.shop.%s|".formatted(table));
      assertThat(seen.lines())
          .anyMatch(
              line -> line.startsWith("Batches " + table + ": read ") && line.endsWith("adds up"));
    }
    assertThat(seen)
        .contains(
            "Quarantine: %s records"
                .formatted(
                    stack.lake().has("_tidemark/quarantine")
                        ? stack.lake().table("_tidemark/quarantine").size()
                        : 0));
  }
}
