package dev.tidemark.bench.freshness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.bench.measure.Latencies;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Where a probe's time went, by what the lake says of its order; ClickHouse reads the lake. */
final class Stages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUESTION =
      """
      SELECT s.order_id - %1$s, toUnixTimestamp64Micro(b._timestamp), toUnixTimestamp64Micro(b._ingested_at),
             toUnixTimestamp64Micro(s._applied_at)
      FROM deltaLakeLocal('%2$s/silver/orders') AS s
      JOIN deltaLakeLocal('%2$s/bronze/orders') AS b ON s._partition = b._partition AND s._offset = b._offset
      WHERE s.order_id >= %1$s AND NOT s._deleted
      FORMAT JSONCompactEachRow
      SETTINGS output_format_json_quote_64bit_integers = 0
      """;

  private final URI clickHouse;
  private final String lake;

  Stages(URI clickHouse, String lake) {
    this.clickHouse = clickHouse;
    this.lake = lake;
  }

  /** When a probe's order was written to Kafka, taken into bronze, and taken into silver. */
  record Moments(Instant kafka, Instant bronze, Instant silver) {}

  /** Of all probes that silver has. */
  Map<Integer, Moments> moments() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(clickHouse)
                    .header("X-ClickHouse-User", System.getenv("CLICKHOUSE_USER"))
                    .header("X-ClickHouse-Key", System.getenv("CLICKHOUSE_PASSWORD"))
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            QUESTION.formatted(Probes.FIRST_ID, lake)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("ClickHouse cannot read the lake: " + answer.body());
    }
    Map<Integer, Moments> moments = new TreeMap<>();
    for (String line : answer.body().lines().toList()) {
      JsonNode row = JSON.readTree(line);
      moments.put(
          row.get(0).intValue(), new Moments(moment(row, 1), moment(row, 2), moment(row, 3)));
    }
    return moments;
  }

  private static Instant moment(JsonNode row, int column) {
    return Instant.EPOCH.plusNanos(row.get(column).longValue() * 1_000);
  }

  /**
   * How long each part of the way took, by name.
   *
   * @param sold when the commit had returned, by probe
   * @param seen when the API's answer had it
   */
  static Map<String, Latencies> parts(
      Map<Integer, Moments> moments, Map<Integer, Instant> sold, Map<Integer, Instant> seen) {
    Map<String, Latencies> parts = new LinkedHashMap<>();
    moments.forEach(
        (probe, at) -> {
          add(parts, "to-kafka", sold.get(probe), at.kafka());
          add(parts, "to-bronze", at.kafka(), at.bronze());
          add(parts, "to-silver", at.bronze(), at.silver());
          add(parts, "to-answer", at.silver(), seen.get(probe));
        });
    return parts;
  }

  private static void add(Map<String, Latencies> parts, String name, Instant from, Instant until) {
    parts.computeIfAbsent(name, first -> new Latencies()).add(Duration.between(from, until));
  }
}
