package dev.tidemark.contract.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class IntervalTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void startIsInsideAndEndIsNot() {
    Interval day = Interval.of(Instant.parse("2026-03-08T12:00:00Z"), Grain.DAY, ZoneId.of("UTC"));

    assertThat(day).hasToString("[2026-03-08T00:00:00Z, 2026-03-09T00:00:00Z)");
    assertThat(day.contains(day.start())).isTrue();
    assertThat(day.contains(day.end())).isFalse();
  }

  @Test
  void aDayInAZoneMayLast23Or25Hours() {
    Interval spring = Interval.of(LocalDateTime.parse("2026-03-29T12:00"), Grain.DAY, BERLIN);
    Interval autumn = Interval.of(LocalDateTime.parse("2026-10-25T12:00"), Grain.DAY, BERLIN);

    assertThat(Duration.between(spring.start(), spring.end())).isEqualTo(Duration.ofHours(23));
    assertThat(Duration.between(autumn.start(), autumn.end())).isEqualTo(Duration.ofHours(25));
  }

  @Test
  void theHourThatComesTwiceIsTwoIntervals() {
    Interval first = Interval.of(Instant.parse("2026-10-25T00:30:00Z"), Grain.HOUR, BERLIN);
    Interval second = Interval.of(Instant.parse("2026-10-25T01:30:00Z"), Grain.HOUR, BERLIN);

    assertThat(first.end()).isEqualTo(second.start());
    assertThat(first).hasToString("[2026-10-25T00:00:00Z, 2026-10-25T01:00:00Z)");
  }

  @Test
  void aMonthEndsWhereTheNextBegins() {
    Interval month =
        Interval.of(LocalDateTime.parse("2024-02-29T23:59:59"), Grain.MONTH, ZoneId.of("UTC"));

    assertThat(month).hasToString("[2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z)");
  }

  @Test
  void refusesAnUnknownGrain() {
    assertThatThrownBy(() -> Grain.parse("week"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("grain 'week' is not one of hour, day, month");
  }
}
