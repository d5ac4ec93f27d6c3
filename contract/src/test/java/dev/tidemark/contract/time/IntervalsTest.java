package dev.tidemark.contract.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class IntervalsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final long FROM = Instant.parse("1969-06-01T00:00:00Z").getEpochSecond();
  private static final long UNTIL = Instant.parse("2031-01-01T00:00:00Z").getEpochSecond();

  /** Far apart and near, so that slots are used by several intervals and again. */
  @ParameterizedTest
  @EnumSource(Grain.class)
  void cutsAsIntervalDoes(Grain grain) {
    Intervals intervals = new Intervals(grain, BERLIN);
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      Instant instant = Instant.ofEpochSecond(random.nextLong(FROM, UNTIL), random.nextInt(2));
      if (i % 2 == 0) {
        instant = Instant.ofEpochSecond(random.nextLong(UNTIL - 100_000, UNTIL));
      }
      LocalDateTime time = LocalDateTime.ofInstant(instant, BERLIN);

      assertThat(intervals.of(instant)).isEqualTo(Interval.of(instant, grain, BERLIN));
      assertThat(intervals.of(time)).isEqualTo(Interval.of(time, grain, BERLIN));
    }
  }
}
