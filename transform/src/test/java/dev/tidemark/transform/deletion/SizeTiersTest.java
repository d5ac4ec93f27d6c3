package dev.tidemark.transform.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SizeTiersTest {
  private static final long MIB = 1L << 20;

  @ParameterizedTest
  @CsvSource({"0, 2", "100, 2", "1024, 2", "4096, 8", "16384, 32", "1048576, 32"})
  void inBulkFilesStayAsTheyAreFromASizeOnThatGrowsWithTheTable(long tableMib, long staysMib) {
    assertThat(SizeTiers.largeInBulk(tableMib * MIB)).isEqualTo(staysMib * MIB);
  }
}
