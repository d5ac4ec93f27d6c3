package dev.tidemark.devstack.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One question answered by both.
 *
 * @param what whose sales, in the plural
 */
record Comparison(String what, List<Sales> api, List<Sales> database) {
  Comparison {
    api = List.copyOf(api);
    database = List.copyOf(database);
  }

  /** A sentence for each row that differs; none when both say the same. */
  List<String> differences() {
    List<String> found = new ArrayList<>();
    Map<List<String>, Sales> left = byWho("the API", api, found);
    Map<List<String>, Sales> right = byWho("MariaDB", database, found);
    Set<List<String>> all = new LinkedHashSet<>(right.keySet());
    all.addAll(left.keySet());
    for (List<String> who : all) {
      Sales served = left.get(who);
      Sales truth = right.get(who);
      if (served == null) {
        found.add(
            "%s: the API has no such row, MariaDB %s".formatted(truth.name(), truth.figures()));
      } else if (truth == null) {
        found.add(
            "%s: the API %s, MariaDB has no such row".formatted(served.name(), served.figures()));
      } else if (!served.agreesWith(truth)) {
        found.add(
            "%s: the API %s, MariaDB %s"
                .formatted(truth.name(), served.figures(), truth.figures()));
      }
    }
    return found;
  }

  BigDecimal total() {
    return database.stream().map(Sales::revenue).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The first rows of both beside each other, under a headline. */
  List<String> table(int rows) {
    List<String> lines = new ArrayList<>();
    lines.add("%-36s  %-30s  %-30s".formatted(what, "the API", "MariaDB").stripTrailing());
    for (int row = 0; row < Math.min(rows, database.size()); row++) {
      Sales expected = database.get(row);
      String served = row < api.size() ? beside(api.get(row), expected) : "-";
      lines.add("%-36s  %-30s  %s".formatted(expected.name(), served, expected.figures()));
    }
    return lines;
  }

  private static String beside(Sales served, Sales expected) {
    String name = served.who().equals(expected.who()) ? "" : served.name() + ": ";
    return name + served.figures();
  }

  private static Map<List<String>, Sales> byWho(String side, List<Sales> rows, List<String> found) {
    Map<List<String>, Sales> byWho = new LinkedHashMap<>();
    for (Sales row : rows) {
      Sales earlier = byWho.putIfAbsent(row.who(), row);
      if (earlier != null) {
        found.add(
            "%s: %s has it twice, %s and %s"
                .formatted(row.name(), side, earlier.figures(), row.figures()));
      }
    }
    return byWho;
  }
}
