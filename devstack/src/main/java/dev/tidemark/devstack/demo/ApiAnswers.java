package dev.tidemark.devstack.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.devstack.settings.ApiKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Asks the API as any client would; no figure passes through a floating-point number. */
final class ApiAnswers {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int MOST_ROWS = 1_000;
  private static final int OK = 200;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final URI api;
  private final ApiKey key;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  ApiAnswers(URI api, ApiKey key) {
    this.api = api;
    this.key = key;
  }

  /**
   * All rows.
   *
   * @throws IOException if the API gives no answer, or one that is not of rows; with its reason
   */
  ApiAnswer to(Question question) throws IOException {
    URI asked = api.resolve("/v1/%s?limit=%s".formatted(question.path(), MOST_ROWS));
    HttpRequest request =
        HttpRequest.newBuilder(asked)
            .header("Authorization", "Bearer " + key.value())
            .timeout(TIMEOUT)
            .build();
    HttpResponse<String> response = send(request);
    if (response.statusCode() != OK) {
      throw new IOException("%s %s".formatted(response.statusCode(), detail(response.body())));
    }
    return new ApiAnswer(
        response.headers().firstValue("Valid-Through").map(Instant::parse),
        rows(response.body(), question));
  }

  static List<Sales> rows(String body, Question question) throws IOException {
    List<Sales> rows = new ArrayList<>();
    for (JsonNode row : JSON.readTree(body).path("rows")) {
      List<String> who = question.who().stream().map(name -> row.path(name).asText()).toList();
      rows.add(
          new Sales(
              who,
              Long.parseLong(row.path("sales").asText()),
              new BigDecimal(row.path("revenue").asText())));
    }
    return rows;
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String detail(String body) {
    try {
      return JSON.readTree(body).path("detail").asText("");
    } catch (JsonProcessingException e) {
      return "";
    }
  }
}
