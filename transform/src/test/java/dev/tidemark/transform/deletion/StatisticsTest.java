package dev.tidemark.transform.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StatisticsTest {
  @Test
  void boundsKeepTheirValuesAndAreNoLongerTight() {
    assertThat(
            Statistics.loose(
                "{\"numRecords\":2,\"minValues\":{\"tightBounds\":true,\"d\":-1.0E28,\"e\":0.10},\"tightBounds\":true}"))
        .isEqualTo(
            "{\"numRecords\":2,\"minValues\":{\"tightBounds\":true,\"d\":-1.0E+28,\"e\":0.10},\"tightBounds\":false}");
  }

  @Test
  void statisticsWithoutAWordOnBoundsGetOne() {
    assertThat(Statistics.loose("{\"numRecords\":1}"))
        .isEqualTo("{\"numRecords\":1,\"tightBounds\":false}");
  }
}
