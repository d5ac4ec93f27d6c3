package dev.tidemark.devstack.shop;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What the shop does next: a pure function of its seed, its clock and what it found at the start.
 */
final class ChangePlan {
  private static final int LATEST_DAYS = 400;
  private static final int MOST_PIECES = 20;
  private static final int HIGHEST_LINE = 30_000; // of a SMALLINT

  private final Chance chance;
  private final Clock clock;
  private final OrderBook book;
  private long lastOrder;
  private long customers;

  /** {@code customers} and {@code lastOrder} are the highest numbers in use. */
  ChangePlan(Chance chance, Clock clock, OrderBook book, long lastOrder, long customers) {
    this.chance = chance;
    this.clock = clock;
    this.book = book;
    this.lastOrder = lastOrder;
    this.customers = customers;
  }

  Change next() {
    ChangeKind kind = book.isEmpty() ? ChangeKind.PLACE_ORDER : ChangeKind.pick(chance);
    LocalDateTime now = now();
    List<RowChange> rows =
        switch (kind) {
          case PLACE_ORDER -> place(now, now);
          case LATE_ORDER -> place(late(now), now);
          case NEW_CUSTOMER -> List.of(Staff.customer(++customers, now, chance));
          case MOVE_CUSTOMER -> List.of(moveCustomer());
          case DELETE_ORDER -> delete(book.pick(chance));
          case REPLACE_ORDER -> replace(book.pick(chance), now);
          case CHANGE_LINE -> List.of(changeLine(book.pick(chance)));
          case RENUMBER_LINE -> List.of(renumberLine(book.pick(chance)));
          case RENUMBER_ORDER -> renumber(book.pick(chance), now);
          case CHANGE_STATUS -> List.of(status(book.pick(chance), now));
          case CANCEL -> List.of(cancel(book.pick(chance), now));
          case CHANGE_DATE -> List.of(date(book.pick(chance), now));
          case CHANGE_SALESPERSON -> List.of(salesperson(book.pick(chance), now));
        };
    return new Change(kind, rows);
  }

  private List<RowChange> place(LocalDateTime orderedAt, LocalDateTime now) {
    Order order = Basket.fill(++lastOrder, customers, Order.PLACED, orderedAt, chance);
    book.add(order, chance);
    return Basket.insert(order, now);
  }

  private List<RowChange> delete(Order order) {
    book.remove(order);
    return new ArrayList<>(
        List.of(
            RowChange.of(ShopSql.DELETE_LINES, order.id()),
            RowChange.of(ShopSql.DELETE_ORDER, order.id())));
  }

  private List<RowChange> replace(Order order, LocalDateTime now) {
    List<RowChange> rows = delete(order);
    Order fresh = Basket.fill(order.id(), customers, order.status(), order.orderedAt(), chance);
    book.add(fresh, chance);
    rows.addAll(Basket.insert(fresh, now));
    return rows;
  }

  private RowChange changeLine(Order order) {
    Line old = chance.pick(order.lines());
    Line fresh = old.withAmount(chance.between(1, MOST_PIECES), chance.price());
    book.replace(order, order.replacing(old, fresh));
    return RowChange.of(
        ShopSql.CHANGE_LINE, fresh.quantity(), fresh.unitPrice(), order.id(), old.number());
  }

  private RowChange renumberLine(Order order) {
    Line old = chance.pick(order.lines());
    int highest = order.lines().stream().mapToInt(Line::number).max().orElseThrow();
    Line fresh = old.withNumber(highest < HIGHEST_LINE ? highest + 1 : old.number());
    book.replace(order, order.replacing(old, fresh));
    return RowChange.of(ShopSql.RENUMBER_LINE, fresh.number(), order.id(), old.number());
  }

  private List<RowChange> renumber(Order order, LocalDateTime now) {
    Order fresh = order.withId(++lastOrder);
    book.replace(order, fresh);
    return List.of(
        RowChange.of(ShopSql.RENUMBER_ORDER, fresh.id(), now, order.id()),
        RowChange.of(ShopSql.RENUMBER_LINES, fresh.id(), order.id()));
  }

  private RowChange status(Order order, LocalDateTime now) {
    return status(order, order.nextStatus(), now);
  }

  private RowChange cancel(Order order, LocalDateTime now) {
    return status(order, Order.CANCELLED, now);
  }

  private RowChange status(Order order, String status, LocalDateTime now) {
    book.replace(order, order.withStatus(status));
    return RowChange.of(ShopSql.CHANGE_STATUS, status, now, order.id());
  }

  private RowChange date(Order order, LocalDateTime now) {
    Order fresh = order.withOrderedAt(late(now));
    book.replace(order, fresh);
    return RowChange.of(ShopSql.CHANGE_DATE, fresh.orderedAt(), now, order.id());
  }

  private RowChange salesperson(Order order, LocalDateTime now) {
    Order fresh = order.withSalesperson(chance.between(1, Staff.SALESPEOPLE));
    book.replace(order, fresh);
    return RowChange.of(ShopSql.CHANGE_SALESPERSON, fresh.salespersonId(), now, order.id());
  }

  private RowChange moveCustomer() {
    long customer = 1L + chance.below(Math.toIntExact(customers));
    return RowChange.of(ShopSql.MOVE_CUSTOMER, Staff.city(chance), customer);
  }

  private LocalDateTime late(LocalDateTime now) {
    return now.minusDays(chance.between(1, LATEST_DAYS)).minusSeconds(chance.below(86_400));
  }

  private LocalDateTime now() {
    return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }
}
