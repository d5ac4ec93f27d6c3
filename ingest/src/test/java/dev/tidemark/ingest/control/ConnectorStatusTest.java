package dev.tidemark.ingest.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConnectorStatusTest {
  @Test
  void runsOnlyWithATaskThatRuns() {
    assertThat(status("RUNNING").isRunning()).isFalse();
    assertThat(status("RUNNING", "RUNNING").isRunning()).isTrue();
    assertThat(status("RUNNING", "RUNNING", "FAILED").isRunning()).isFalse();
    assertThat(status("UNASSIGNED", "RUNNING").isRunning()).isFalse();
  }

  @Test
  void isHeldWhenSomebodyPausedOrStoppedIt() {
    assertThat(status("PAUSED", "PAUSED").isHeld()).isTrue();
    assertThat(status("STOPPED").isHeld()).isTrue();
    assertThat(status("FAILED").isHeld()).isFalse();
  }

  @Test
  void theInnermostCauseWithAMessageIsTheReason() {
    String trace =
        """
        org.apache.kafka.connect.errors.ConnectException: An exception occurred
        \tat io.debezium.Foo.bar(Foo.java:1)
        Caused by: io.debezium.DebeziumException: DDL statement couldn't be parsed: x
        \tat io.debezium.Foo.bar(Foo.java:2)
        Caused by: org.antlr.v4.runtime.NoViableAltException
        \t... 5 more
        """;

    assertThat(ConnectorStatus.firstCause(Optional.of(trace)))
        .isEqualTo("DDL statement couldn't be parsed: x");
  }

  @Test
  void withoutATraceItSaysWhereToLook() {
    assertThat(ConnectorStatus.firstCause(Optional.empty()))
        .isEqualTo("Connect gives no reason; look into the worker's log");
  }

  @Test
  void explainsADefinitionThatDebeziumDidNotUnderstand() {
    assertThat(
            ConnectorStatus.firstCause(
                Optional.of(
                    "x.Y: Error processing row in t, internal schema size 2, but row size 3")))
        .startsWith("Error processing row in t")
        .contains("did not understand a CREATE or ALTER TABLE");
  }

  private static ConnectorStatus status(String connector, String... tasks) {
    List<ConnectorStatus.Task> all =
        List.of(tasks).stream()
            .map(state -> new ConnectorStatus.Task(0, state, "w", Optional.empty()))
            .toList();
    return new ConnectorStatus(connector, Optional.empty(), all);
  }
}
