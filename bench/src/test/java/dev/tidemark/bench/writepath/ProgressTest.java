package dev.tidemark.bench.writepath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.bench.measure.Latencies;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private static final Progress PROGRESS =
      new Progress(
          List.of(
              new Commit(3_000, 3_400, offsets(600, 400)),
              new Commit(1_000, 1_400, offsets(100, 100)),
              new Commit(2_000, 2_400, offsets(300, 200)),
              new Commit(2_500, 2_900, offsets(400, 300))));

  @Test
  void rateIsFromTheEndOfTheFirstBatchToThatOfTheLast() {
    assertThat(PROGRESS.perSecond()).isEqualTo(800 / 2.0);
    assertThat(PROGRESS.perSecondOfLaterHalf()).isEqualTo(300 / 0.5);
  }

  @Test
  void oneBatchTellsNoRate() {
    Progress one = PROGRESS.after(offsets(400, 300));

    assertThat(one.commits()).hasSize(1);
    assertThatThrownBy(one::perSecond)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("1 batches tell no rate; measure with more events or smaller batches");
  }

  @Test
  void aRecordHasArrivedWithTheFirstBatchThatIsBeyondIt() {
    Latencies latencies =
        PROGRESS.latencies(List.of(new Feed.Sent(0, 99, 1_300), new Feed.Sent(1, 100, 1_300)));

    assertThat(latencies.percentile(50)).isEqualTo(Duration.ofMillis(100));
    assertThat(latencies.percentile(100)).isEqualTo(Duration.ofMillis(1_100));
    assertThatThrownBy(() -> PROGRESS.latencies(List.of(new Feed.Sent(0, 600, 1_300))))
        .hasMessageContaining("is in no batch");
  }

  @Test
  void reachesAnEndWhenEveryPartitionDoes() {
    assertThat(PROGRESS.reaches(offsets(600, 400))).isTrue();
    assertThat(PROGRESS.reaches(offsets(600, 401))).isFalse();
    assertThat(PROGRESS.between(2_400, 2_900).commits()).hasSize(2);
  }

  private static Offsets offsets(long zero, long one) {
    return new Offsets(Map.of(0, zero, 1, one));
  }
}
