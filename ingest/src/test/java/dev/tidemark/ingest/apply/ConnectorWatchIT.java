package dev.tidemark.ingest.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.ingest.control.ConnectClient;
import dev.tidemark.ingest.failure.IngestException;
import dev.tidemark.ingest.fixture.FakeConnect;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConnectorWatchIT {
  private static final String STATUS = "GET /connectors/shop/status";
  private static final String TASKS = "GET /connectors/shop/tasks";
  private static final String RUNNING = status("RUNNING", "");
  private static final String FAILED = status("FAILED", "a.B: no way");
  private static final Map<String, String> SETTINGS =
      Map.of("name", "shop", "poll.interval.ms", "50", "database.user", "${env:U}");
  private static final String STARTED =
      "[{\"config\":{\"poll.interval.ms\":\"50\",\"database.user\":\"${env:U}\"}}]";

  private final FakeConnect connect = new FakeConnect();
  private final List<String> told = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final ConnectorWatch watch =
      new ConnectorWatch(
          new ConnectClient(connect.url(), Duration.ofSeconds(5), duration -> {}),
          clock(),
          duration -> now = now.plus(duration),
          told::add);

  @AfterEach
  void stop() {
    connect.close();
  }

  @Test
  void tellsEachStateOnceUntilItRuns() {
    connect
        .on(STATUS, 404, "{}")
        .on(STATUS, 404, "{}")
        .on(STATUS, 200, "{\"connector\":{\"state\":\"RUNNING\"},\"tasks\":[]}")
        .on(STATUS, 200, RUNNING)
        .on(TASKS, 200, STARTED);

    watch.untilRunning("shop", SETTINGS);

    assertThat(told)
        .containsExactly(
            "connector shop: not there yet",
            "connector shop: RUNNING (no task)",
            "connector shop runs");
  }

  @Test
  void doesNotBelieveTheStateOfTheTaskBeforeTheChange() {
    connect
        .on(STATUS, 200, RUNNING)
        .on(TASKS, 200, "[{\"config\":{\"poll.interval.ms\":\"500\"}}]")
        .on(TASKS, 200, STARTED);

    watch.untilRunning("shop", SETTINGS);

    assertThat(connect.asked()).filteredOn(TASKS::equals).hasSize(7);
  }

  @Test
  void aTaskThatStaysFailedIsNamedWithItsCause() {
    connect.on(STATUS, 200, FAILED).on(TASKS, 200, STARTED);

    assertThatThrownBy(() -> watch.untilRunning("shop", SETTINGS))
        .isInstanceOf(IngestException.class)
        .hasMessage(
            "Connector shop does not run: task 0 has FAILED: no way. Mend the cause, then run ingest apply again: it restarts what failed.");
  }

  @Test
  void aFailureFromBeforeTheRestartIsPassedOver() {
    connect
        .on(STATUS, 200, FAILED)
        .on(STATUS, 200, FAILED)
        .on(STATUS, 200, RUNNING)
        .on(TASKS, 200, STARTED);

    watch.untilRunning("shop", SETTINGS);

    assertThat(told).last().isEqualTo("connector shop runs");
  }

  @Test
  void aTaskThatFailsRightAfterItsStartDoesNotCountAsRunning() {
    connect.on(STATUS, 200, RUNNING).on(STATUS, 200, RUNNING).on(STATUS, 200, FAILED);
    connect.on(TASKS, 200, STARTED);

    assertThatThrownBy(() -> watch.untilRunning("shop", SETTINGS))
        .isInstanceOf(IngestException.class);
  }

  @Test
  void givesUpWhenTheLimitIsOver() {
    connect.on(STATUS, 200, "{\"connector\":{\"state\":\"UNASSIGNED\"},\"tasks\":[]}");

    assertThatThrownBy(() -> watch.untilRunning("shop", SETTINGS))
        .hasMessageStartingWith("Connector shop is still UNASSIGNED (no task) after 120 s.");
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }
    };
  }

  private static String status(String task, String trace) {
    return "{\"connector\":{\"state\":\"RUNNING\"},\"tasks\":[{\"id\":0,\"state\":\"%s\",\"worker_id\":\"w\",\"trace\":\"%s\"}]}"
        .formatted(task, trace);
  }
}
