package dev.tidemark.devstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * Starts again what Kafka Connect gave up: a task that met a dead broker or database for long is
 * FAILED, and Connect itself never tries it again.
 */
final class Repairs {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI connect;
  private final Narrator narrator;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  Repairs(URI connect, Narrator narrator) {
    this.connect = connect;
    this.narrator = narrator;
  }

  /** Does nothing while Connect does not answer. */
  void repair() {
    try {
      JsonNode connectors = JSON.readTree(send("GET", "/connectors?expand=status").body());
      for (Map.Entry<String, JsonNode> one : connectors.properties()) {
        if (hasFailed(one.getValue().path("status"))) {
          narrator.say("connector %s had given up; it is started again".formatted(one.getKey()));
          send(
              "POST",
              "/connectors/%s/restart?includeTasks=true&onlyFailed=true".formatted(one.getKey()));
        }
      }
    } catch (IOException e) {
      // it is looked at again in a moment
    }
  }

  static boolean hasFailed(JsonNode status) {
    if (isFailed(status.path("connector"))) {
      return true;
    }
    for (JsonNode task : status.path("tasks")) {
      if (isFailed(task)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFailed(JsonNode part) {
    return part.path("state").asText().equals("FAILED");
  }

  private HttpResponse<String> send(String method, String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(connect.resolve(path))
            .method(method, BodyPublishers.noBody())
            .timeout(TIMEOUT)
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
