package dev.tidemark.devstack.shop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The orders that the shop remembers and so may change: a bounded part of those that exist. */
final class OrderBook {
  private static final int MOST = 20_000;

  private final List<Order> orders = new ArrayList<>();
  private final Map<Long, Integer> places = new HashMap<>();

  boolean isEmpty() {
    return orders.isEmpty();
  }

  int size() {
    return orders.size();
  }

  Order pick(Chance chance) {
    return chance.pick(orders);
  }

  /** A full book forgets one order for each that is added. */
  void add(Order order, Chance chance) {
    if (orders.size() == MOST) {
      remove(chance.pick(orders));
    }
    places.put(order.id(), orders.size());
    orders.add(order);
  }

  void replace(Order old, Order fresh) {
    int place = places.remove(old.id());
    places.put(fresh.id(), place);
    orders.set(place, fresh);
  }

  void remove(Order order) {
    int place = places.remove(order.id());
    Order last = orders.remove(orders.size() - 1);
    if (last.id() != order.id()) {
      orders.set(place, last);
      places.put(last.id(), place);
    }
  }
}
