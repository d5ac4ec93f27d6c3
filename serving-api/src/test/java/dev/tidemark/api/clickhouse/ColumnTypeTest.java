package dev.tidemark.api.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.api.clickhouse.ColumnType.Kind;
import org.junit.jupiter.api.Test;

final class ColumnTypeTest {
  @Test
  void looksThroughWrappers() {
    assertThat(ColumnType.parse("LowCardinality(Nullable(String))"))
        .isEqualTo(new ColumnType("String", Kind.STRING, 0, 0));
    assertThat(ColumnType.parse("Nullable(Decimal(38, 2))"))
        .isEqualTo(new ColumnType("Decimal(38, 2)", Kind.DECIMAL, 38, 2));
  }

  @Test
  void knowsIntegersByTheirBits() {
    assertThat(ColumnType.parse("Int64")).isEqualTo(new ColumnType("Int64", Kind.SIGNED, 64, 0));
    assertThat(ColumnType.parse("UInt8")).isEqualTo(new ColumnType("UInt8", Kind.UNSIGNED, 8, 0));
  }

  @Test
  void knowsDatesAndTimes() {
    assertThat(ColumnType.parse("Date32").kind()).isEqualTo(Kind.DATE);
    assertThat(ColumnType.parse("Date").kind()).isEqualTo(Kind.DATE);
    assertThat(ColumnType.parse("DateTime").kind()).isEqualTo(Kind.TIME);
    assertThat(ColumnType.parse("DateTime('UTC')").kind()).isEqualTo(Kind.TIME);
    assertThat(ColumnType.parse("DateTime64(6, 'UTC')"))
        .isEqualTo(new ColumnType("DateTime64(6, 'UTC')", Kind.TIME, 0, 6));
  }

  @Test
  void callsWhatItDoesNotKnowOther() {
    assertThat(ColumnType.parse("Array(String)").kind()).isEqualTo(Kind.OTHER);
    assertThat(ColumnType.parse("Array(String)").isExact()).isFalse();
  }
}
