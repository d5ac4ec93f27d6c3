package dev.tidemark.api.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class CellTest {
  @Test
  void keepsDecimalsWithTheirZeros() {
    assertThat(Cell.of(new BigDecimal("12.50"))).isEqualTo(new BigDecimal("12.50"));
  }

  @Test
  void writesTimesAsInstants() {
    LocalDateTime noon = LocalDateTime.parse("2024-05-01T12:00:00");
    assertThat(Cell.of(noon.atZone(ZoneId.of("Europe/Lisbon")))).isEqualTo("2024-05-01T11:00:00Z");
    assertThat(Cell.of(noon)).isEqualTo("2024-05-01T12:00:00Z");
    assertThat(Cell.of(LocalDate.parse("2024-05-01"))).isEqualTo("2024-05-01");
  }

  @Test
  void hasNoNumberForWhatJsonHasNone() {
    assertThat(Cell.of(Double.NaN)).isNull();
    assertThat(Cell.of(Double.POSITIVE_INFINITY)).isNull();
    assertThat(Cell.of(0.1d)).isEqualTo(new BigDecimal("0.1"));
    assertThat(Cell.of(0.1f)).isEqualTo(new BigDecimal("0.1"));
  }
}
