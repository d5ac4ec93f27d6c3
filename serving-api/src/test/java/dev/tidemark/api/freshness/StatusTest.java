package dev.tidemark.api.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StatusTest {
  private static final Status.Limits LIMITS =
      new Status.Limits(Duration.ofMinutes(5), Duration.ofMinutes(30));

  private static Status at(Duration age) {
    return Status.of(Optional.of(age), LIMITS);
  }

  @Test
  void isFreshUpToTheLimitAndNotBeyond() {
    assertThat(at(Duration.ofMinutes(5))).isEqualTo(Status.FRESH);
    assertThat(at(Duration.ofMinutes(5).plusMillis(1))).isEqualTo(Status.WARN);
    assertThat(at(Duration.ofMinutes(30))).isEqualTo(Status.WARN);
    assertThat(at(Duration.ofMinutes(30).plusMillis(1))).isEqualTo(Status.ERROR);
  }

  @Test
  void isUnknownWhileNobodyCanSay() {
    assertThat(Status.of(Optional.empty(), LIMITS)).isEqualTo(Status.UNKNOWN);
  }
}
