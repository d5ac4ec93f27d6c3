package dev.tidemark.devstack.shop;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Makes orders and the statements that write them. */
final class Basket {
  private static final int MOST_LINES = 4;
  private static final int MOST_PIECES = 12;

  private Basket() {}

  /** By one of the customers from 1 to {@code customers}. */
  static Order fill(
      long id, long customers, String status, LocalDateTime orderedAt, Chance chance) {
    int count = chance.between(1, MOST_LINES);
    List<Line> lines = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      lines.add(line(number, chance));
    }
    long customer = 1L + chance.below(Math.toIntExact(customers));
    int salesperson = chance.between(1, Staff.SALESPEOPLE);
    return new Order(id, customer, salesperson, status, orderedAt, lines);
  }

  static Line line(int number, Chance chance) {
    return new Line(
        number, chance.pick(Assortment.PRODUCTS), chance.between(1, MOST_PIECES), chance.price());
  }

  static List<RowChange> insert(Order order, LocalDateTime now) {
    List<RowChange> rows = new ArrayList<>();
    rows.add(insertOrder(order, now));
    order.lines().forEach(line -> rows.add(insertLine(order, line)));
    return rows;
  }

  static RowChange insertOrder(Order order, LocalDateTime now) {
    return RowChange.of(
        ShopSql.INSERT_ORDER,
        order.id(),
        order.customerId(),
        order.salespersonId(),
        order.status(),
        order.orderedAt(),
        now);
  }

  static RowChange insertLine(Order order, Line line) {
    return RowChange.of(
        ShopSql.INSERT_LINE,
        order.id(),
        line.number(),
        line.product(),
        line.quantity(),
        line.unitPrice());
  }
}
