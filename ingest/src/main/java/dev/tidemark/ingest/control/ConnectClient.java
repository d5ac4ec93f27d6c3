package dev.tidemark.ingest.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.ingest.failure.IngestErrors;
import dev.tidemark.ingest.failure.IngestException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Kafka Connect's REST interface. A worker that is rebalancing is asked again for a while. Answers
 * to validation hold resolved values: only names and errors are taken from them.
 */
public final class ConnectClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
  private static final int MOST_TRIES = 60;
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERROR = 500;
  private static final String REBALANCE = "rebalance is expected"; // some requests get it as 500
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI url;
  private final Duration timeout;
  private final Pause pause;
  private final HttpClient http;

  /**
   * Does not speak with Connect yet.
   *
   * @param timeout of one request; validation logs in to the source and needs seconds
   */
  public ConnectClient(URI url, Duration timeout, Pause pause) {
    this.url = URI.create(url.toString().replaceAll("/+$", ""));
    this.timeout = timeout;
    this.pause = pause;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  public URI url() {
    return url;
  }

  /** The connector's settings, references unresolved; empty if there is no such connector. */
  public Optional<Map<String, String>> config(String connector) {
    return get("/connectors/%s/config".formatted(encoded(connector))).map(ConnectClient::texts);
  }

  /** Empty if there is no such connector, or if it is too new to have a status. */
  public Optional<ConnectorStatus> status(String connector) {
    return get("/connectors/%s/status".formatted(encoded(connector))).map(ConnectClient::status);
  }

  /** The settings that the connector's tasks were started with. */
  public List<Map<String, String>> taskConfigs(String connector) {
    List<Map<String, String>> configs = new ArrayList<>();
    get("/connectors/%s/tasks".formatted(encoded(connector)))
        .ifPresent(tasks -> tasks.forEach(task -> configs.add(texts(task.path("config")))));
    return configs;
  }

  /** True if the connector is there and remembers how far it has read. */
  public boolean hasOffsets(String connector) {
    return get("/connectors/%s/offsets".formatted(encoded(connector)))
        .map(answer -> !answer.path("offsets").isEmpty())
        .orElse(false);
  }

  /** Ends its tasks; returns before they have ended. */
  public void stop(String connector) {
    send("PUT", "/connectors/%s/stop".formatted(encoded(connector)), BodyPublishers.noBody());
  }

  /** Its tasks stay and read nothing; returns before they have paused. */
  public void pause(String connector) {
    send("PUT", "/connectors/%s/pause".formatted(encoded(connector)), BodyPublishers.noBody());
  }

  /** After {@link #pause} or {@link #stop}; it goes on where it was. */
  public void resume(String connector) {
    send("PUT", "/connectors/%s/resume".formatted(encoded(connector)), BodyPublishers.noBody());
  }

  /** Starts the connector and all of its tasks again; they go on where they were. */
  public void restart(String connector) {
    String path = "/connectors/%s/restart?includeTasks=true&onlyFailed=false";
    send("POST", path.formatted(encoded(connector)), BodyPublishers.noBody());
  }

  /** How far the connector has read, by partition of its source. */
  public Map<JsonNode, JsonNode> offsets(String connector) {
    Map<JsonNode, JsonNode> offsets = new LinkedHashMap<>();
    get("/connectors/%s/offsets".formatted(encoded(connector)))
        .ifPresent(
            answer ->
                answer
                    .path("offsets")
                    .forEach(entry -> offsets.put(entry.path("partition"), entry.path("offset"))));
    return offsets;
  }

  /**
   * Forgets how far the connector has read of these partitions.
   *
   * @throws IngestException unless it is stopped
   */
  public void forget(String connector, Collection<JsonNode> partitions) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (JsonNode partition : partitions) {
      body.withArray("/offsets").addObject().set("partition", partition);
    }
    body.withArray("/offsets").forEach(entry -> ((ObjectNode) entry).putNull("offset"));
    send(
        "PATCH",
        "/connectors/%s/offsets".formatted(encoded(connector)),
        BodyPublishers.ofString(body.toString()));
  }

  /**
   * Forgets how far the connector has read.
   *
   * @throws IngestException unless it is stopped
   */
  public void deleteOffsets(String connector) {
    send("DELETE", "/connectors/%s/offsets".formatted(encoded(connector)), BodyPublishers.noBody());
  }

  public void delete(String connector) {
    send("DELETE", "/connectors/" + encoded(connector), BodyPublishers.noBody());
  }

  /** Makes the connector or changes it; the same twice changes nothing. */
  public void put(String connector, Map<String, String> config) {
    send("PUT", "/connectors/%s/config".formatted(encoded(connector)), body(config));
  }

  /** Starts again what has failed of the connector, and nothing else. */
  public void restartFailed(String connector) {
    String path = "/connectors/%s/restart?includeTasks=true&onlyFailed=true";
    send("POST", path.formatted(encoded(connector)), BodyPublishers.noBody());
  }

  /**
   * Everything that Connect and the plug-in hold against the settings. Logs in to the source.
   *
   * @throws IngestException if the plug-in is not there
   */
  public List<Finding> validate(Map<String, String> config) {
    String plugin = config.get("connector.class");
    String path = "/connector-plugins/%s/config/validate".formatted(encoded(plugin));
    HttpResponse<String> answer = exchange("PUT", path, body(config));
    if (answer.statusCode() != 200) {
      String message = message(answer.body());
      throw message.contains("Failed to find any class") || answer.statusCode() == NOT_FOUND
          ? IngestErrors.pluginIsMissing(url, plugin)
          : IngestErrors.connectRefuses("PUT " + path, answer.statusCode(), message);
    }
    List<Finding> findings = new ArrayList<>();
    for (JsonNode setting : tree("PUT " + path, answer.body()).path("configs")) {
      JsonNode value = setting.path("value");
      for (JsonNode error : value.path("errors")) {
        findings.add(new Finding(value.path("name").asText(), error.asText()));
      }
    }
    return findings;
  }

  private Optional<JsonNode> get(String path) {
    HttpResponse<String> answer = exchange("GET", path, BodyPublishers.noBody());
    if (answer.statusCode() == NOT_FOUND) {
      return Optional.empty();
    }
    return Optional.of(tree("GET " + path, checked("GET " + path, answer)));
  }

  private void send(String method, String path, BodyPublisher body) {
    checked(method + " " + path, exchange(method, path, body));
  }

  private String checked(String request, HttpResponse<String> answer) {
    if (answer.statusCode() / 100 == 2) {
      return answer.body();
    }
    throw IngestErrors.connectRefuses(request, answer.statusCode(), message(answer.body()));
  }

  private HttpResponse<String> exchange(String method, String path, BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .method(method, body)
            .build();
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      HttpResponse<String> answer = once(request);
      if (!isRebalancing(answer)) {
        return answer;
      }
      pause.pause(BETWEEN_TRIES);
    }
    throw IngestErrors.connectIsRebalancing(url, BETWEEN_TRIES.multipliedBy(MOST_TRIES));
  }

  private static boolean isRebalancing(HttpResponse<String> answer) {
    return answer.statusCode() == CONFLICT
        || (answer.statusCode() == SERVER_ERROR && answer.body().contains(REBALANCE));
  }

  private HttpResponse<String> once(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw IngestErrors.connectDoesNotAnswer(url, reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw IngestErrors.interrupted("speaking with Kafka Connect");
    }
  }

  /** The JDK's own exceptions often have no message. */
  private String reason(IOException failure) {
    if (failure instanceof HttpConnectTimeoutException) {
      return "no connection within %s s".formatted(CONNECT_TIMEOUT.toSeconds());
    }
    if (failure instanceof HttpTimeoutException) {
      return "no answer within %s s".formatted(timeout.toSeconds());
    }
    return failure instanceof ConnectException
        ? "connection refused"
        : IngestErrors.reason(failure);
  }

  private static ConnectorStatus status(JsonNode answer) {
    List<ConnectorStatus.Task> tasks = new ArrayList<>();
    for (JsonNode task : answer.path("tasks")) {
      tasks.add(
          new ConnectorStatus.Task(
              task.path("id").asInt(),
              task.path("state").asText(),
              task.path("worker_id").asText(),
              text(task.path("trace"))));
    }
    JsonNode connector = answer.path("connector");
    return new ConnectorStatus(
        connector.path("state").asText(), text(connector.path("trace")), tasks);
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  private static BodyPublisher body(Map<String, String> config) {
    try {
      return BodyPublishers.ofString(JSON.writeValueAsString(config));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is always JSON", e);
    }
  }

  private static JsonNode tree(String request, String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw IngestErrors.connectIsNotUnderstood(request, shortened(body));
    }
  }

  private static String message(String body) {
    try {
      return JSON.readTree(body).path("message").asText(shortened(body));
    } catch (JsonProcessingException e) {
      return shortened(body);
    }
  }

  private static String shortened(String body) {
    return body.length() <= 200 ? body : body.substring(0, 200) + "…";
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
