package dev.tidemark.devstack.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

final class OrderBookTest {
  private final Chance chance = new Chance(1);
  private final OrderBook book = new OrderBook();

  @Test
  void forgetsARemovedOrderAndKeepsTheRest() {
    Order first = add(1);
    Order second = add(2);

    book.remove(first);

    assertThat(book.size()).isEqualTo(1);
    assertThat(book.pick(chance)).isEqualTo(second);
    book.remove(second);
    assertThat(book.isEmpty()).isTrue();
  }

  @Test
  void followsAnOrderToItsNewNumber() {
    Order first = add(1);

    book.replace(first, first.withId(9));
    book.remove(first.withId(9));

    assertThat(book.isEmpty()).isTrue();
  }

  @Test
  void remembersNoMoreThanItsBound() {
    for (int id = 1; id <= 20_500; id++) {
      add(id);
    }

    assertThat(book.size()).isEqualTo(20_000);
  }

  private Order add(long id) {
    Order order = Basket.fill(id, 10, Order.PLACED, LocalDateTime.of(2024, 5, 7, 12, 0), chance);
    book.add(order, chance);
    return order;
  }
}
