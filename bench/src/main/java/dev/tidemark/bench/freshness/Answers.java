package dev.tidemark.bench.freshness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** Which probes the API answers with. */
final class Answers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI api;
  private final String key;
  private int asked;

  Answers(URI api, String key) {
    this.api = api;
    this.key = key;
  }

  /** The probes whose sale is there with its amount; another limit each time, past the cache. */
  Set<Integer> seen() throws IOException, InterruptedException {
    asked++;
    URI question =
        api.resolve("/v1/sales/top-cities?country=Nowhere&limit=" + (1000 - asked % 100));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(question)
                .header("Authorization", "Bearer " + key)
                .timeout(Duration.ofSeconds(30))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(
          "%s answered %s: %s".formatted(question, answer.statusCode(), answer.body()));
    }
    Set<Integer> seen = new TreeSet<>();
    for (JsonNode row : JSON.readTree(answer.body()).get("rows")) {
      if (new BigDecimal(row.get("revenue").asText()).compareTo(Probes.PRICE) == 0) {
        seen.add(Integer.parseInt(row.get("city").asText().substring(Probes.CITY.length())));
      }
    }
    return seen;
  }
}
