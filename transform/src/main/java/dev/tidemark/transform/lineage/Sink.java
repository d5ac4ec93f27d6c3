package dev.tidemark.transform.lineage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Where events go. */
@FunctionalInterface
interface Sink {
  Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Sends one event.
   *
   * @throws IOException with the reason, if it is not taken within five seconds
   */
  void send(String json) throws IOException, InterruptedException;

  /** One line for each event, after those that are there. */
  static Sink file(Path file) {
    return json -> {
      if (file.toAbsolutePath().getParent() != null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
      }
      Files.write(
          file,
          (json + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    };
  }

  /** One POST for each event, as OpenLineage's HTTP API wants it. */
  static Sink http(URI url) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    return json -> {
      HttpRequest request =
          HttpRequest.newBuilder(url)
              .timeout(PATIENCE)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(json))
              .build();
      HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException("%s answers %s".formatted(url, answer.statusCode()));
      }
    };
  }
}
