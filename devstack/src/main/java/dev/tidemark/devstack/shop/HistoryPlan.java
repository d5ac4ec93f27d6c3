package dev.tidemark.devstack.shop;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Years of orders, spread over the days and written in their order. */
final class HistoryPlan {
  private static final long SECONDS_OF_DAY = 86_400;
  private static final int ORDERS_PER_CUSTOMER = 12;
  private static final int FEWEST_CUSTOMERS = 100;
  private static final int CANCELLED_ONE_IN = 25;
  private static final int PAID_ONE_IN = 15;

  private final HistoryOptions options;
  private final Chance chance;

  HistoryPlan(HistoryOptions options) {
    this.options = options;
    this.chance = new Chance(options.seed());
  }

  long customers() {
    return Math.max(FEWEST_CUSTOMERS, options.orders() / ORDERS_PER_CUSTOMER);
  }

  /** Cities, salespeople and customers, to be written before the orders. */
  List<RowChange> staff() {
    LocalDateTime start = options.from().atStartOfDay();
    List<RowChange> rows = new ArrayList<>(Staff.cities());
    rows.addAll(Staff.salespeople(start, chance));
    for (long id = 1; id <= customers(); id++) {
      rows.add(Staff.customer(id, start.plusSeconds(id), chance));
    }
    return rows;
  }

  /** The next in time; {@code number} counts from 1 to the number of orders. */
  Order order(long number) {
    long days = ChronoUnit.DAYS.between(options.from(), options.to());
    LocalDate day = options.from().plusDays((number - 1) * days / options.orders());
    LocalTime time = LocalTime.ofSecondOfDay(chance.below((int) SECONDS_OF_DAY));
    LocalDateTime at = day.atTime(time).plusNanos(1_000L * chance.below(1_000_000));
    return Basket.fill(number, customers(), status(), at, chance);
  }

  private String status() {
    if (chance.oneIn(CANCELLED_ONE_IN)) {
      return Order.CANCELLED;
    }
    return chance.oneIn(PAID_ONE_IN) ? Order.PAID : Order.SHIPPED;
  }
}
