package dev.tidemark.api.gold;

import dev.tidemark.api.clickhouse.ColumnType;

/** SQL of one sum divided by another: exact where both are, null where the divisor is zero. */
final class Ratio {
  /**
   * Decimal places that a quotient has more than its dividend; halves are rounded away from zero.
   */
  private static final int MORE_PLACES = 6;

  private static final int MOST_PLACES = 38;

  private Ratio() {}

  static String of(
      String dividend, ColumnType dividendType, String divisor, ColumnType divisorType) {
    if (!dividendType.isExact() || !divisorType.isExact()) {
      return "if(%s = 0, NULL, toFloat64(%s) / toFloat64(%s))"
          .formatted(divisor, dividend, divisor);
    }
    String wide = "toDecimal256(%s, %s)".formatted(dividend, dividendType.scale());
    // both branches of an if may be computed: the one that divides must never see a zero
    String safe =
        "if(ifNull(%s, 0) = 0, toDecimal256(1, %s), assumeNotNull(toDecimal256(%s, %s)))"
            .formatted(divisor, divisorType.scale(), divisor, divisorType.scale());
    int places = Math.min(dividendType.scale() + MORE_PLACES, MOST_PLACES);
    return "if(ifNull(%s, 0) = 0, NULL, toDecimal256(round(divideDecimal(%s, %s, %s), %s), %s))"
        .formatted(divisor, wide, safe, places + 1, places, places);
  }
}
