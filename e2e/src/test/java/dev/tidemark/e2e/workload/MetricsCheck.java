package dev.tidemark.e2e.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.e2e.fixture.PrometheusText;
import dev.tidemark.e2e.fixture.Stack;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What stream and API say of themselves, held against what the lake and the API's user know. */
final class MetricsCheck {
  private static final List<String> FATES =
      List.of("applied", "superseded", "quarantined", "filtered");

  private final Stack stack;

  MetricsCheck(Stack stack) {
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
}
