package dev.tidemark.ingest.files.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RateLimitTest {
  private long now;

  @Test
  void letsASecondsWorthPassAtOnceAndThenWhatTheTimeGives() {
    RateLimit limit = new RateLimit(1_000, () -> now);

    assertThat(limit.allows()).isTrue();
    limit.spend(1_000);
    assertThat(limit.allows()).isFalse();
    pass(500);
    assertThat(limit.allows()).isTrue();
    limit.spend(500);
    assertThat(limit.allows()).isFalse();
  }

  @Test
  void makesUpForWhatPassedBeyondIt() {
    RateLimit limit = new RateLimit(1_000, () -> now);
    limit.spend(3_000);

    pass(2_000);
    assertThat(limit.allows()).isFalse();
    pass(1);
    assertThat(limit.allows()).isTrue();
  }

  @Test
  void savesNoMoreThanASecondsWorth() {
    RateLimit limit = new RateLimit(1_000, () -> now);
    pass(60_000);
    assertThat(limit.allows()).isTrue();

    limit.spend(1_000);

    assertThat(limit.allows()).isFalse();
  }

  @Test
  void zeroIsNoLimit() {
    RateLimit limit = new RateLimit(0, () -> now);
    limit.spend(1_000_000);

    assertThat(limit.allows()).isTrue();
  }

  private void pass(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
