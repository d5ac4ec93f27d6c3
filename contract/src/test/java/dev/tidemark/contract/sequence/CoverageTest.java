package dev.tidemark.contract.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class CoverageTest {
  private static final TopicPartition P0 = new TopicPartition("shop.shop.orders", 0, 0);
  private static final TopicPartition NEXT_EPOCH = new TopicPartition("shop.shop.orders", 1, 0);

  @Test
  void mergesRangesThatTouch() {
    Coverage coverage = with(with(Coverage.NONE, 0, 10), 10, 20);

    assertThat(coverage.of(P0)).containsExactly(new OffsetRange(0, 20));
  }

  @Test
  void keepsAHoleOpenUntilItIsFilled() {
    Coverage holed = with(with(Coverage.NONE, 0, 10), 11, 20);

    assertThat(holed.of(P0)).containsExactly(new OffsetRange(0, 10), new OffsetRange(11, 20));
    assertThat(holed.contains(P0, 10)).isFalse();
    assertThat(holed.holes()).isEqualTo(with(Coverage.NONE, 10, 11));
    assertThat(with(holed, 10, 11).of(P0)).containsExactly(new OffsetRange(0, 20));
    assertThat(with(holed, 10, 11).holes()).isEqualTo(Coverage.NONE);
  }

  @Test
  void tellsEpochsApart() {
    Coverage coverage = with(Coverage.NONE, 0, 10);

    assertThat(coverage.contains(NEXT_EPOCH, 5)).isFalse();
    assertThat(coverage.end(NEXT_EPOCH)).isEmpty();
    assertThat(coverage.end(P0)).hasValue(10);
  }

  @Test
  void takesAwayWhatAnotherCovers() {
    Coverage all = with(Coverage.NONE, 0, 100);
    Coverage some = with(with(Coverage.NONE, 0, 10), 50, 60);

    assertThat(all.without(some).of(P0))
        .containsExactly(new OffsetRange(10, 50), new OffsetRange(60, 100));
    assertThat(some.without(all)).isEqualTo(Coverage.NONE);
  }

  @Test
  void agreesWithASetOfOffsetsForRandomRanges() {
    Random random = new Random(42);
    for (int round = 0; round < 200; round++) {
      Coverage coverage = Coverage.NONE;
      Coverage other = Coverage.NONE;
      TreeSet<Long> expected = new TreeSet<>();
      TreeSet<Long> taken = new TreeSet<>();
      for (int i = 0; i < 12; i++) {
        long from = random.nextInt(60);
        long until = from + random.nextInt(8);
        boolean mine = random.nextBoolean();
        if (mine) {
          coverage = with(coverage, from, until);
        } else {
          other = with(other, from, until);
        }
        for (long offset = from; offset < until; offset++) {
          (mine ? expected : taken).add(offset);
        }
      }

      assertThat(offsets(coverage)).isEqualTo(expected);
      expected.removeAll(taken);
      assertThat(offsets(coverage.without(other))).isEqualTo(expected);
    }
  }

  private static Set<Long> offsets(Coverage coverage) {
    TreeSet<Long> offsets = new TreeSet<>();
    List<OffsetRange> ranges = coverage.of(P0);
    for (int i = 1; i < ranges.size(); i++) {
      assertThat(ranges.get(i - 1).until()).isLessThan(ranges.get(i).from());
    }
    for (OffsetRange range : ranges) {
      for (long offset = range.from(); offset < range.until(); offset++) {
        offsets.add(offset);
      }
    }
    return offsets;
  }

  private static Coverage with(Coverage coverage, long from, long until) {
    return coverage.with(P0, new OffsetRange(from, until));
  }
}
