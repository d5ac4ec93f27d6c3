package dev.tidemark.devstack.shop;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was done.
 *
 * @param rows inserted, updated or deleted
 * @param kinds transactions by kind, in words
 */
public record Totals(long transactions, long rows, Map<String, Long> kinds) {
  static final Totals NOTHING = new Totals(0, 0, Map.of());

  public Totals {
    kinds = Map.copyOf(kinds);
  }

  Totals plus(String kind, long moreRows) {
    Map<String, Long> more = new TreeMap<>(kinds);
    more.merge(kind, 1L, Long::sum);
    return new Totals(transactions + 1, rows + moreRows, more);
  }

  @Override
  public String toString() {
    String each =
        new TreeMap<>(kinds)
            .entrySet().stream()
                .map(kind -> kind.getKey() + " " + kind.getValue())
                .collect(Collectors.joining(", "));
    return "%s rows in %s transactions: %s".formatted(rows, transactions, each);
  }
}
