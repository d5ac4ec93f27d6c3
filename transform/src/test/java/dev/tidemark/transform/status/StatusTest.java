package dev.tidemark.transform.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.contract.conf.Conf;
import dev.tidemark.transform.fixture.TestConf;
import dev.tidemark.transform.fixture.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StatusTest {
  private static final Instant START = Instant.parse("2024-05-01T00:00:00Z");

  @TempDir private Path folder;
  private Instant now = START;
  private Conf conf;
  private ReportFiles files;
  private Board lane;
  private BoardFile laneFile;

  @BeforeEach
  void open() {
    conf =
        new TestConf(folder)
            .dataset("bills", "id", "id int, city string")
            .dataset("cities", "id", "id int, city string")
            .load();
    files = new ReportFiles(conf.platform().lake(), TestSpark.hadoop());
    lane = Board.ofLane("main", List.of("bills", "cities"), () -> now);
    laneFile = new BoardFile(lane, files);
  }

  @Test
  void aLaneThatNeverRanIsNotWell() throws IOException {
    assertThat(page().isWell()).isFalse();
    assertThat(page().lines()).anySatisfy(line -> assertThat(line).contains("main", "stale"));
  }

  @Test
  void tellsEveryDatasetWhatItDoes() throws IOException {
    lane.is(State.STREAMING);
    lane.batch(7, 30, START);
    lane.behind(Map.of("bills", 12L, "cities", 0L));
    lane.validThrough(Map.of("bills", START));
    laneFile.writeIfDue(now);

    assertThat(page().isWell()).isTrue();
    assertThat(page().lines())
        .containsExactly(
            "                                    state        since     behind    valid through /"
                + " waits for",
            "lane       main                     streaming    0s                  last batch: 30"
                + " records, 0s ago",
            "  dataset  bills                    streaming    0s        12       "
                + " 2024-05-01T00:00:00Z",
            "  dataset  cities                   streaming    0s        0");
  }

  @Test
  void whatTheLaneWaitsForItsDatasetsWaitFor() throws IOException {
    lane.waits("Kafka at k:9092 does not answer");
    now = now.plusSeconds(90);
    lane.waits("Kafka at k:9092 does not answer");
    laneFile.writeIfDue(now);

    assertThat(page().isWell()).isFalse();
    JsonNode json = ReportJson.JSON.readTree(page().json());
    for (JsonNode one : json.path("lanes").path(0).path("datasets")) {
      assertThat(one.path("state").asText()).isEqualTo("waiting");
      assertThat(one.path("cause").asText()).isEqualTo("Kafka at k:9092 does not answer");
      assertThat(one.path("since").asText()).isEqualTo("2024-05-01T00:00:00Z");
    }
  }

  @Test
  void oneDatasetMayWaitAlone() throws IOException {
    lane.is(State.STREAMING);
    lane.line("cities", Optional.of("source crm is silent"));
    laneFile.writeIfDue(now);

    assertThat(page().isWell()).isFalse();
    assertThat(page().lines().get(2)).contains("bills", "streaming");
    assertThat(page().lines().get(3)).contains("cities", "waiting", "source crm is silent");
    lane.line("cities", Optional.empty());
    now = now.plusSeconds(1);
    laneFile.writeIfDue(now);
    assertThat(page().isWell()).isTrue();
  }

  @Test
  void isWrittenAtMostOnceASecondAndWhenNothingChangesNowAndThen() throws IOException {
    assertThat(laneFile.writeIfDue(now)).isTrue();
    lane.waits("first");
    now = now.plusMillis(999);
    assertThat(laneFile.writeIfDue(now)).isFalse();
    assertThat(written().condition().state()).isEqualTo(State.CATCHING_UP);
    now = now.plusMillis(1);
    assertThat(laneFile.writeIfDue(now)).isTrue();
    assertThat(written().condition().cause()).contains("first");
    Instant last = now;
    now = last.plusMillis(4_999);
    assertThat(laneFile.writeIfDue(now)).isFalse();
    assertThat(written().renewed()).isEqualTo(last);
    now = last.plusSeconds(5);
    assertThat(laneFile.writeIfDue(now)).isTrue();
    assertThat(written().renewed()).isEqualTo(now);
  }

  @Test
  void aProcessThatLivesAndCannotTellIsStale() throws IOException {
    lane.is(State.STREAMING);
    laneFile.writeIfDue(now);
    now = now.plus(Report.EXPIRY);
    assertThat(page().isWell()).isTrue();
    now = now.plus(Duration.ofMillis(1));

    assertThat(page().isWell()).isFalse();
    assertThat(page().lines().get(1)).contains("stale", "cannot tell", "disk full");
  }

  @Test
  void aProcessThatIsGoneIsStaleAtOnce() throws IOException {
    lane.is(State.STREAMING);
    laneFile.writeIfDue(now);
    Path file = Path.of(conf.platform().lake().own("status"), "lane-main.json");
    long pid = ProcessHandle.current().pid();
    Files.writeString(file, Files.readString(file).replace("\"pid\":" + pid, "\"pid\":4194305"));

    assertThat(page().isWell()).isFalse();
    assertThat(page().lines().get(1)).contains("stale", "pid 4194305 is gone");
  }

  @Test
  void aStreamThatWasStoppedSaysSo() throws IOException {
    laneFile.close();

    assertThat(page().isWell()).isFalse();
    assertThat(page().lines().get(1)).contains("the stream was stopped");
  }

  private StatusPage page() throws IOException {
    return StatusPage.of(files, conf, now);
  }

  private Report written() throws IOException {
    return files.read().get(0);
  }
}
