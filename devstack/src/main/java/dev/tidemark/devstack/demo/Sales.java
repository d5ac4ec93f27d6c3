package dev.tidemark.devstack.demo;

import java.math.BigDecimal;
import java.util.List;

/** What one city or one salesperson sold; {@code who} tells it from all others. */
record Sales(List<String> who, long count, BigDecimal revenue) {
  private static final int CENTS = 2;

  Sales {
    who = List.copyOf(who);
  }

  String name() {
    return String.join(", ", who);
  }

  boolean agreesWith(Sales other) {
    return count == other.count && revenue.compareTo(other.revenue) == 0;
  }

  /** As in {@code 12 sales, 345.60}. */
  String figures() {
    BigDecimal shown = revenue.scale() < CENTS ? revenue.setScale(CENTS) : revenue;
    return "%s sales, %s".formatted(count, shown.toPlainString());
  }
}
