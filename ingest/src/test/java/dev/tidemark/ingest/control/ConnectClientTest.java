package dev.tidemark.ingest.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.ingest.failure.IngestException;
import dev.tidemark.ingest.fixture.FakeConnect;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConnectClientTest {
  private static final Map<String, String> SETTINGS = Map.of("connector.class", "x.Y");

  private final FakeConnect connect = new FakeConnect();
  private final List<Duration> pauses = new ArrayList<>();
  private final ConnectClient client =
      new ConnectClient(connect.url(), Duration.ofSeconds(5), pauses::add);

  @AfterEach
  void stop() {
    connect.close();
  }

  @Test
  void aConnectorThatIsNotThereHasNoConfigAndNoStatus() {
    assertThat(client.config("shop")).isEmpty();
    assertThat(client.status("shop")).isEmpty();
    assertThat(client.taskConfigs("shop")).isEmpty();
  }

  @Test
  void readsStatusWithTraces() {
    connect.on(
        "GET /connectors/shop/status",
        200,
        """
        {"name":"shop","connector":{"state":"RUNNING","worker_id":"w:1"},
         "tasks":[{"id":0,"state":"FAILED","worker_id":"w:1","trace":"a.B: no"}]}""");

    assertThat(client.status("shop"))
        .contains(
            new ConnectorStatus(
                "RUNNING",
                Optional.empty(),
                List.of(new ConnectorStatus.Task(0, "FAILED", "w:1", Optional.of("a.B: no")))));
  }

  @Test
  void asksAgainWhileTheWorkersRebalance() {
    connect
        .on("PUT /connectors/shop/config", 409, "{\"message\":\"rebalancing\"}")
        .on("PUT /connectors/shop/config", 409, "{\"message\":\"rebalancing\"}")
        .on("PUT /connectors/shop/config", 201, "{}");

    client.put("shop", SETTINGS);

    assertThat(connect.asked()).hasSize(3);
    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @Test
  void asksAgainWhenARebalanceIsToldAsAnErrorOfTheServer() {
    connect
        .on(
            "PUT /connectors/shop/config",
            500,
            "{\"message\":\"Request cannot be completed because a rebalance is expected\"}")
        .on("PUT /connectors/shop/config", 201, "{}");

    client.put("shop", SETTINGS);

    assertThat(connect.asked()).hasSize(2);
    assertThat(pauses).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void takesAnotherErrorOfTheServerAsARefusal() {
    connect.on("PUT /connectors/shop/config", 500, "{\"message\":\"disk full\"}");

    assertThatThrownBy(() -> client.put("shop", SETTINGS)).hasMessageContaining("disk full");
    assertThat(pauses).isEmpty();
  }

  @Test
  void givesUpOnWorkersThatRebalanceForEver() {
    connect.on("GET /connectors/shop/config", 409, "{}");

    assertThatThrownBy(() -> client.config("shop"))
        .isInstanceOf(IngestException.class)
        .hasMessageContaining("has been rebalancing for 60 s");
  }

  @Test
  void takesNamesAndErrorsFromAValidationAndNoValue() {
    connect.on(
        "PUT /connector-plugins/x.Y/config/validate",
        200,
        """
        {"name":"x.Y","error_count":1,"configs":[
          {"definition":{},"value":{"name":"database.password","value":"hunter2","errors":[]}},
          {"definition":{},"value":{"name":"database.port","value":"x","errors":["not a number","too long"]}}]}""");

    assertThat(client.validate(SETTINGS))
        .containsExactly(
            new Finding("database.port", "not a number"), new Finding("database.port", "too long"));
  }

  @Test
  void namesThePlugInThatIsMissing() {
    connect.on(
        "PUT /connector-plugins/x.Y/config/validate",
        500,
        "{\"message\":\"Failed to find any class that implements Connector and which name matches x.Y\"}");

    assertThatThrownBy(() -> client.validate(SETTINGS))
        .isInstanceOf(IngestException.class)
        .hasMessageStartingWith(
            "The workers of Kafka Connect at %s do not have the plug-in x.Y."
                .formatted(connect.url()));
  }

  @Test
  void namesTheRequestThatIsRefused() {
    connect.on("PUT /connectors/shop/config", 400, "{\"error_code\":400,\"message\":\"bad\"}");

    assertThatThrownBy(() -> client.put("shop", SETTINGS))
        .hasMessage(
            "Kafka Connect refuses PUT /connectors/shop/config with status 400: bad. Look into the worker's log.");
  }

  @Test
  void somethingElseThanConnectIsNoticed() {
    connect.on("GET /connectors/shop/config", 200, "<html>");

    assertThatThrownBy(() -> client.config("shop"))
        .hasMessageContaining("is not Kafka Connect's: <html>");
  }

  @Test
  void saysWhereNobodyAnswers() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    ConnectClient nobody =
        new ConnectClient(
            URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(5), pauses::add);

    assertThatThrownBy(() -> nobody.config("shop"))
        .isInstanceOf(IngestException.class)
        .hasMessage(
            "Kafka Connect does not answer at http://127.0.0.1:%s: connection refused. Start it, or mend connect.url in tidemark.yaml."
                .formatted(port));
  }
}
