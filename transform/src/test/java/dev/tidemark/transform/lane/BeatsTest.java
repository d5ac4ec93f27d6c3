package dev.tidemark.transform.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.transform.decode.Heartbeat;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class BeatsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Beats beats = new Beats();

  @Test
  void aConnectorIsAsFarAsItsLastTask() {
    beats.heard(new Heartbeat(NOON, 0, 2));
    assertThat(beats.clock()).as("a task was not heard").isEmpty();
    beats.heard(new Heartbeat(NOON.minusSeconds(60), 1, 2));
    beats.heard(new Heartbeat(NOON.plusSeconds(1), 0, 2));

    assertThat(beats.clock()).contains(NOON.minusSeconds(60));
  }

  @Test
  void sharesOfOtherTasksAreHeardAnew() {
    beats.heard(new Heartbeat(NOON, 0, 1));
    beats.heard(new Heartbeat(NOON, 0, 2));
    assertThat(beats.clock()).isEmpty();
    beats.heard(new Heartbeat(NOON, 0, 1));

    assertThat(beats.clock()).contains(NOON);
  }
}
