package dev.tidemark.devstack.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class HistoryPlanTest {
  private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
  private static final HistoryOptions YEAR = new HistoryOptions(FROM, FROM.plusYears(1), 1_000, 5);

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(orders(YEAR)).isEqualTo(orders(YEAR));
    assertThat(new HistoryPlan(YEAR).staff()).isEqualTo(new HistoryPlan(YEAR).staff());
  }

  @Test
  void coversTheDaysFromTheFirstToTheLast() {
    List<LocalDate> days =
        orders(YEAR).stream().map(order -> order.orderedAt().toLocalDate()).toList();

    assertThat(days).isSorted().startsWith(FROM).endsWith(FROM.plusYears(1).minusDays(1));
    assertThat(days.stream().distinct().count()).isEqualTo(366);
  }

  @Test
  void ordersAreByCustomersThatExist() {
    long customers = new HistoryPlan(YEAR).customers();

    assertThat(orders(YEAR)).allMatch(order -> order.customerId() <= customers);
  }

  @Test
  void refusesAnEmptyRange() {
    assertThatThrownBy(() -> new HistoryOptions(FROM, FROM, 1, 1))
        .hasMessage("history from 2024-01-01 to 2024-01-01 is empty: --to must be a later day");
  }

  private static List<Order> orders(HistoryOptions options) {
    HistoryPlan plan = new HistoryPlan(options);
    return LongStream.rangeClosed(1, options.orders()).mapToObj(plan::order).toList();
  }
}
