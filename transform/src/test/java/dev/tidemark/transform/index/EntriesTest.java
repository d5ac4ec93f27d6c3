package dev.tidemark.transform.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class EntriesTest {
  private static final int KEYS = 200_000;

  @Test
  void keysThatCountUpAreSpread() {
    long different =
        LongStream.range(0, KEYS)
            .mapToInt(id -> Entries.hash(KeyBytes.of(new Object[] {id})))
            .distinct()
            .count();

    assertThat(different).isGreaterThan(KEYS * 999L / 1_000);
  }
}
