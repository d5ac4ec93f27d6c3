package dev.tidemark.ingest.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.ingest.control.ConnectorStatus;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StatusReportTest {
  private static final RegistryStatus REGISTRY =
      new RegistryStatus(Optional.of(URI.create("http://127.0.0.1:8081")), Optional.empty());

  @Test
  void isATableForAPerson() {
    StatusReport report = new StatusReport(List.of(source("RUNNING", List.of())), REGISTRY);

    assertThat(report.lines())
        .containsExactly(
            "SOURCE  KIND     CONNECTOR  TASKS      TOPICS  HEARTBEAT",
            "shop    mariadb  RUNNING    0 RUNNING  1 of 1  0.8 s ago",
            "",
            "TOPIC             PARTITIONS",
            "shop.shop.orders  2",
            "",
            "registry  http://127.0.0.1:8081 answers");
    assertThat(report.isBroken()).isFalse();
  }

  @Test
  void namesWhatIsMissingOrHasFailedAndWhatToDo() {
    SourceStatus absent =
        new SourceStatus(
            new SourceStatus.Name("erp", "mysql"),
            Optional.empty(),
            Map.of(),
            List.of("erp.a.b"),
            Optional.empty(),
            Optional.empty());
    StatusReport report =
        new StatusReport(
            List.of(source("FAILED", List.of()), absent),
            new RegistryStatus(
                Optional.of(URI.create("http://r")), Optional.of("connection refused")));

    assertThat(report.isBroken()).isTrue();
    assertThat(report.lines())
        .contains(
            "erp.a.b           missing: run ingest apply",
            "registry  http://r does not answer: connection refused",
            "source shop: task 0 has FAILED: no; mend it, then run ingest apply",
            "source erp has no connector; run ingest apply");
  }

  @Test
  void aMissingTopicAloneIsBroken() {
    assertThat(new StatusReport(List.of(source("RUNNING", List.of("shop.x"))), REGISTRY).isBroken())
        .isTrue();
  }

  @Test
  void whatIsWrongAtTheSourceIsToldThoughTheConnectorRuns() throws JsonProcessingException {
    StatusReport report =
        new StatusReport(
            List.of(source("RUNNING", List.of(), Optional.of("slot s is gone; do this"))),
            REGISTRY);

    assertThat(report.isBroken()).isTrue();
    assertThat(report.lines()).endsWith("source shop: slot s is gone; do this");
    assertThat(new ObjectMapper().readTree(report.json()).at("/sources/0/trouble").asText())
        .isEqualTo("slot s is gone; do this");
  }

  @Test
  void isJsonForAProgram() throws JsonProcessingException {
    JsonNode json =
        new ObjectMapper()
            .readTree(new StatusReport(List.of(source("FAILED", List.of())), REGISTRY).json());

    JsonNode shop = json.at("/sources/0");
    assertThat(shop.path("source").asText()).isEqualTo("shop");
    assertThat(shop.path("connector").asText()).isEqualTo("RUNNING");
    assertThat(shop.at("/tasks/0/state").asText()).isEqualTo("FAILED");
    assertThat(shop.path("failure").asText()).isEqualTo("task 0 has FAILED: no");
    assertThat(shop.at("/topics/0/partitions").asInt()).isEqualTo(2);
    assertThat(shop.path("heartbeatAgeMs").asLong()).isEqualTo(800);
    assertThat(json.at("/registry/answers").asBoolean()).isTrue();
  }

  private static SourceStatus source(String task, List<String> missing) {
    return source(task, missing, Optional.empty());
  }

  private static SourceStatus source(String task, List<String> missing, Optional<String> trouble) {
    return new SourceStatus(
        new SourceStatus.Name("shop", "mariadb"),
        Optional.of(
            new ConnectorStatus(
                "RUNNING",
                Optional.empty(),
                List.of(new ConnectorStatus.Task(0, task, "w:1", Optional.of("a.B: no"))))),
        Map.of("shop.shop.orders", 2),
        missing,
        Optional.of(Duration.ofMillis(800)),
        trouble);
  }
}
