package dev.tidemark.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
  @Test
  void percentilesAreByNearestRank() {
    Latencies latencies = new Latencies();
    for (int millis = 100; millis >= 1; millis--) {
      latencies.add(Duration.ofMillis(millis));
    }

    assertThat(latencies.percentile(50)).isEqualTo(Duration.ofMillis(50));
    assertThat(latencies.percentile(95)).isEqualTo(Duration.ofMillis(95));
    assertThat(latencies.percentile(100)).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void oneMeasureIsEveryPercentile() {
    Latencies latencies = new Latencies();
    latencies.add(Duration.ofMillis(7));

    assertThat(latencies.percentile(1)).isEqualTo(Duration.ofMillis(7));
    assertThat(latencies.percentile(95)).isEqualTo(Duration.ofMillis(7));
  }

  @Test
  void refusesToTellOfNothing() {
    assertThatThrownBy(() -> new Latencies().percentile(50))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("nothing was measured");
  }
}
