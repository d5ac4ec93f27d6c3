package dev.tidemark.transform.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a schema registry by its Confluent-compatible API, as Apicurio serves it. */
final class RegistryClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final String base;
  private final Duration timeout;

  RegistryClient(URI registry, Duration timeout) {
    this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    this.base = registry.toString().replaceAll("/+$", "");
    this.timeout = timeout;
  }

  /** Asks once. */
  RegistryAnswer ask(int id) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/apis/ccompat/v7/schemas/ids/" + id))
            .timeout(timeout)
            .GET()
            .build();
    try {
      return answer(http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      return new RegistryAnswer.Unreachable(
          e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
  }

  private static RegistryAnswer answer(HttpResponse<String> response) {
    if (response.statusCode() == 404) {
      return new RegistryAnswer.Unknown();
    }
    if (response.statusCode() != 200) {
      return new RegistryAnswer.Unreachable("it answers with status " + response.statusCode());
    }
    try {
      JsonNode schema = JSON.readTree(response.body()).path("schema");
      return schema.isTextual()
          ? new RegistryAnswer.Found(schema.textValue())
          : new RegistryAnswer.Unreachable("its answer has no schema in it");
    } catch (JsonProcessingException e) {
      return new RegistryAnswer.Unreachable("its answer is no JSON");
    }
  }
}
