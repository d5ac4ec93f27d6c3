package dev.tidemark.transform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class StreamMetricsTest {
  private static final Instant NOW = Instant.parse("2024-05-01T12:00:00Z");
  private static final Pattern TYPE = Pattern.compile("# TYPE (tidemark_\\w+) (\\w+)");
  private static final Pattern ROW =
      Pattern.compile("\\| `(tidemark_\\w+)` \\| (\\w+) \\| ([^|]*) \\|.*");

  private final StreamMetrics metrics = new StreamMetrics(InstantSource.fixed(NOW));

  /** Everything once. */
  private StreamMetrics filled() {
    metrics.records("bills", 5, 3, 2, 1);
    metrics.records("bills", 1, 0, 0, 0);
    metrics.batch("main", Duration.ofMillis(300));
    metrics.lag("bills", Optional.of(7L));
    metrics.validThrough("bills", () -> Optional.of(NOW.minusMillis(1_500)));
    metrics.answered("daily", 40, () -> 42L);
    metrics.refreshed("daily", Duration.ofMillis(700), 9);
    metrics.failed("daily");
    metrics.published("daily", 9);
    metrics.lineage(3, 1);
    return metrics;
  }

  private String line(String start) {
    return metrics
        .text()
        .lines()
        .filter(line -> line.startsWith(start + "{") || line.startsWith(start + " "))
        .reduce((one, other) -> one + "\n" + other)
        .orElse("");
  }

  @Test
  void countsWhatBecameOfEachRecord() {
    filled();

    assertThat(line("tidemark_records_read_total"))
        .isEqualTo("tidemark_records_read_total{dataset=\"bills\"} 12.0");
    assertThat(line("tidemark_records_total").lines())
        .containsExactlyInAnyOrder(
            "tidemark_records_total{dataset=\"bills\",fate=\"applied\"} 6.0",
            "tidemark_records_total{dataset=\"bills\",fate=\"superseded\"} 3.0",
            "tidemark_records_total{dataset=\"bills\",fate=\"quarantined\"} 2.0",
            "tidemark_records_total{dataset=\"bills\",fate=\"filtered\"} 1.0");
  }

  @Test
  void tellsWhatItHasCounted() {
    assertThat(metrics.read("bills")).isZero();
    filled();

    assertThat(metrics.read("bills")).isEqualTo(12);
    assertThat(metrics.applied("bills")).isEqualTo(6);
    assertThat(metrics.goldRows("daily")).isEqualTo(9);
    assertThat(metrics.publishedRows("daily")).isEqualTo(9);
  }

  @Test
  void timesInSeconds() {
    filled();

    assertThat(line("tidemark_batch_duration_seconds_sum"))
        .isEqualTo("tidemark_batch_duration_seconds_sum{lane=\"main\"} 0.3");
    assertThat(line("tidemark_batch_duration_seconds_bucket"))
        .contains("{lane=\"main\",le=\"0.25\"} 0", "{lane=\"main\",le=\"0.5\"} 1");
    assertThat(line("tidemark_gold_refresh_duration_seconds_count"))
        .isEqualTo("tidemark_gold_refresh_duration_seconds_count{model=\"daily\"} 1");
  }

  @Test
  void asksGaugesAtEachScrape() {
    filled();
    assertThat(line("tidemark_valid_through_age_seconds")).endsWith("} 1.5");
    assertThat(line("tidemark_marks_pending")).endsWith("} 2.0");
    assertThat(line("tidemark_bronze_lag_records")).endsWith("} 7.0");

    metrics.answered("daily", 42, () -> 42L);
    metrics.lag("bills", Optional.empty());

    assertThat(line("tidemark_marks_pending")).endsWith("} 0.0");
    assertThat(line("tidemark_bronze_lag_records")).endsWith("} NaN");
  }

  @Test
  void areAllInTheDocument() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    for (String line : Files.readAllLines(root().resolve("docs/metrics.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches() && !row.group(1).startsWith("tidemark_api_")) {
        documented.put(row.group(1), row.group(2) + " of " + row.group(3));
      }
    }
    Map<String, String> served = new TreeMap<>();
    filled()
        .text()
        .lines()
        .map(TYPE::matcher)
        .filter(Matcher::matches)
        .forEach(type -> served.put(type.group(1), type.group(2) + " of " + labels(type.group(1))));
    served.keySet().removeIf(name -> name.endsWith("_max")); // Micrometer's, beside each histogram

    assertThat(documented).isEqualTo(served);
  }

  /** Of the first line of a metric, the buckets' own left out. */
  private String labels(String metric) {
    Matcher line =
        Pattern.compile("(?m)^" + metric + "(?:_bucket)?\\{(.*)} ").matcher(metrics.text());
    TreeSet<String> names = new TreeSet<>();
    if (line.find()) {
      for (String label : line.group(1).split(",")) {
        names.add("`" + label.substring(0, label.indexOf('=')) + "`");
      }
    }
    names.remove("`le`");
    return String.join(", ", names);
  }

  private static Path root() {
    return Path.of(System.getProperty("tidemark.root"));
  }

  @Test
  void areServedOnLoopbackAndNothingElseIs() throws Exception {
    try (MetricsServer server = MetricsServer.start(0, filled().withJvm()::text)) {
      HttpResponse<String> answer = get(server.port(), "/metrics");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
      assertThat(answer.body()).contains("tidemark_records_read_total", "jvm_memory_used_bytes");
      assertThat(get(server.port(), "/").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void waitForAPortThatSomebodyElseHolds() throws Exception {
    ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    int port = taken.getLocalPort();
    try (MetricsServer server = MetricsServer.start(port, () -> "up 1\n")) {
      taken.close();

      assertThat(server.port()).isEqualTo(port);
      assertThat(get(port, "/metrics").body()).isEqualTo("up 1\n");
    }
  }

  private static HttpResponse<String> get(int port, String path)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
