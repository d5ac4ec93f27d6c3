package dev.tidemark.devstack.shop;

import java.time.LocalDate;

/**
 * @param from the first day
 * @param to the first day that is not part of it any more
 */
public record HistoryOptions(LocalDate from, LocalDate to, int orders, long seed) {
  public HistoryOptions {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "history from %s to %s is empty: --to must be a later day".formatted(from, to));
    }
    if (orders < 1) {
      throw new IllegalArgumentException("--orders must be 1 or more, not " + orders);
    }
  }
}
