package dev.tidemark.transform.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.time.Grain;
import dev.tidemark.transform.gold.Dirty.Range;
import dev.tidemark.transform.marks.Pending;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DirtyTest {
  private static Instant day(int day) {
    return Instant.parse("2024-01-01T00:00:00Z").plusSeconds(86_400L * (day - 1));
  }

  private static Dirty days(int... days) {
    SortedSet<Instant> starts = new TreeSet<>();
    for (int day : days) {
      starts.add(day(day));
    }
    return Dirty.of(new Pending(1, false, false, starts), Grain.DAY);
  }

  @Test
  void joinsIntervalsThatTouch() {
    assertThat(days(1, 2, 3, 5).ranges())
        .containsExactly(new Range(day(1), day(4)), new Range(day(5), day(6)));
  }

  @Test
  void knowsHowLongAMonthIs() {
    SortedSet<Instant> starts = new TreeSet<>();
    starts.add(Instant.parse("2024-02-01T00:00:00Z"));
    assertThat(Dirty.of(new Pending(1, false, false, starts), Grain.MONTH).ranges())
        .containsExactly(
            new Range(
                Instant.parse("2024-02-01T00:00:00Z"), Instant.parse("2024-03-01T00:00:00Z")));
  }

  @Test
  void aQueryKeepsSomeRangesApartAndJoinsTheNearestOfMore() {
    int[] hundred = new int[Dirty.MOST_RANGES];
    for (int i = 0; i < hundred.length; i++) {
      hundred[i] = 1 + i * 3;
    }
    assertThat(days(hundred).few().ranges()).hasSize(Dirty.MOST_RANGES);
    int[] more = java.util.Arrays.copyOf(hundred, hundred.length + 1);
    more[hundred.length] = hundred[hundred.length - 1] + 2;
    assertThat(days(more).ranges()).hasSize(Dirty.MOST_RANGES + 1);
    Dirty joined = days(more).few();
    assertThat(joined.ranges()).hasSizeLessThanOrEqualTo(Dirty.MOST_RANGES);
    for (int day : more) {
      assertThat(joined.ranges())
          .anyMatch(range -> !day(day).isBefore(range.from()) && day(day).isBefore(range.to()));
    }
  }
}
