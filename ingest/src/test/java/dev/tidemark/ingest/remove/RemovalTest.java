package dev.tidemark.ingest.remove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.ingest.control.ConnectClient;
import dev.tidemark.ingest.failure.IngestException;
import dev.tidemark.ingest.fixture.ConfFolder;
import dev.tidemark.ingest.fixture.FakeConnect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RemovalTest {
  private static final String CONFIG = "GET /connectors/shop/config";
  private static final String STATUS = "GET /connectors/shop/status";
  private static final String RUNNING =
      "{\"connector\":{\"state\":\"RUNNING\"},\"tasks\":[{\"id\":0,\"state\":\"RUNNING\"}]}";
  private static final String STOPPED = "{\"connector\":{\"state\":\"STOPPED\"},\"tasks\":[]}";

  @TempDir Path root;
  private final FakeConnect connect = new FakeConnect();
  private final List<String> said = new ArrayList<>();

  @AfterEach
  void close() {
    connect.close();
  }

  @Test
  void aConnectorIsStoppedThenForgottenThenDeleted() {
    connect
        .on(CONFIG, 200, "{\"a\":\"b\"}")
        .on(STATUS, 200, RUNNING)
        .on(STATUS, 200, RUNNING)
        .on(STATUS, 200, STOPPED)
        .on("PUT /connectors/shop/stop", 202, "")
        .on("DELETE /connectors/shop/offsets", 200, "{}")
        .on("DELETE /connectors/shop", 204, "");

    assertThat(run(true)).isTrue();
    assertThat(connect.asked())
        .containsExactly(
            CONFIG,
            STATUS,
            "PUT /connectors/shop/stop",
            STATUS,
            STATUS,
            "DELETE /connectors/shop/offsets",
            "DELETE /connectors/shop");
    assertThat(said).contains("removed connector shop");
    assertThat(said.get(said.size() - 1)).startsWith("what stays: 7 topics of the source");
  }

  @Test
  void nothingIsTouchedWithoutAYes() {
    connect.on(CONFIG, 200, "{\"a\":\"b\"}").on(STATUS, 200, RUNNING);

    assertThat(run(false)).isFalse();
    assertThat(connect.asked()).containsExactly(CONFIG, STATUS);
    assertThat(said).contains("connector shop is left as it is");
  }

  @Test
  void whatIsGoneAlreadyIsSaid() {
    assertThat(run(true)).isTrue();
    assertThat(said).contains("there is no connector shop");
  }

  @Test
  void aConnectorThatDoesNotStopIsNotDeleted() {
    connect
        .on(CONFIG, 200, "{\"a\":\"b\"}")
        .on(STATUS, 200, RUNNING)
        .on("PUT /connectors/shop/stop", 202, "");

    assertThatThrownBy(() -> run(true))
        .isInstanceOf(IngestException.class)
        .hasMessageContaining("has not stopped after 60 s, so nothing of it was removed");
    assertThat(connect.asked()).noneMatch(request -> request.startsWith("DELETE"));
  }

  private boolean run(boolean answer) {
    ConnectClient client = new ConnectClient(connect.url(), Duration.ofSeconds(5), time -> {});
    return new Removal(
            new ConfFolder(root).source(),
            ConfFolder.environment(),
            client,
            time -> {},
            new Removal.Talk(question -> answer, said::add))
        .run(Map.of());
  }
}
