package dev.tidemark.devstack.shop;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * @param orderedAt in UTC
 */
record Order(
    long id,
    long customerId,
    int salespersonId,
    String status,
    LocalDateTime orderedAt,
    List<Line> lines) {
  static final String PLACED = "placed";
  static final String PAID = "paid";
  static final String SHIPPED = "shipped";
  static final String CANCELLED = "cancelled";

  Order {
    lines = List.copyOf(lines);
  }

  Order withId(long other) {
    return new Order(other, customerId, salespersonId, status, orderedAt, lines);
  }

  Order withStatus(String other) {
    return new Order(id, customerId, salespersonId, other, orderedAt, lines);
  }

  Order withSalesperson(int other) {
    return new Order(id, customerId, other, status, orderedAt, lines);
  }

  Order withOrderedAt(LocalDateTime other) {
    return new Order(id, customerId, salespersonId, status, other, lines);
  }

  Order withLines(List<Line> others) {
    return new Order(id, customerId, salespersonId, status, orderedAt, others);
  }

  Order replacing(Line old, Line fresh) {
    List<Line> changed = new ArrayList<>(lines);
    changed.set(changed.indexOf(old), fresh);
    return withLines(changed);
  }

  String nextStatus() {
    return switch (status) {
      case PLACED -> PAID;
      case PAID -> SHIPPED;
      default -> status;
    };
  }
}
