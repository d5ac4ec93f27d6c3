package dev.tidemark.transform.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void pausesDoubleUpToTheLongest() {
    Backoff backoff = new Backoff(SECOND, Duration.ofSeconds(5), () -> 0);

    assertThat(backoff.failed()).isEqualTo(SECOND);
    assertThat(backoff.failed()).isEqualTo(Duration.ofSeconds(2));
    assertThat(backoff.failed()).isEqualTo(Duration.ofSeconds(4));
    for (int i = 0; i < 200; i++) {
      assertThat(backoff.failed()).isEqualTo(Duration.ofSeconds(5));
    }
    backoff.works();
    assertThat(backoff.failed()).isEqualTo(SECOND);
  }

  @Test
  void chanceShortensAPauseByAFifthAtMost() {
    Backoff backoff = new Backoff(SECOND, Duration.ofSeconds(5), () -> 1);

    assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(800));
  }
}
