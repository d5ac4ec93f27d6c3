package dev.tidemark.transform.sql;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Views such that each comes after those it reads. */
final class ViewOrder {
  private final Map<String, Set<String>> references;
  private final List<String> order = new ArrayList<>();
  private final Map<String, List<String>> cycles = new TreeMap<>();
  private final Set<String> done = new TreeSet<>();

  private ViewOrder(Map<String, Set<String>> references) {
    this.references = references;
  }

  /**
   * @param references names that each view reads, as conf spells them
   */
  static ViewOrder of(Conf conf, Map<String, Set<String>> references) {
    ViewOrder order = new ViewOrder(references);
    conf.views().keySet().forEach(view -> order.visit(view, new LinkedHashSet<>()));
    return order;
  }

  /** Those of the names that are datasets or views of conf, spelt as conf does. */
  static Set<String> known(Conf conf, Collection<String> names) {
    Set<String> known = new LinkedHashSet<>();
    for (String name : names) {
      spelling(conf.datasets().keySet(), name)
          .or(() -> spelling(conf.views().keySet(), name))
          .ifPresent(known::add);
    }
    return known;
  }

  private static Optional<String> spelling(Collection<String> known, String name) {
    return known.stream().filter(each -> each.equalsIgnoreCase(name)).findFirst();
  }

  private void visit(String view, Set<String> above) {
    if (above.contains(view)) {
      List<String> chain = new ArrayList<>(above);
      List<String> circle = new ArrayList<>(chain.subList(chain.indexOf(view), chain.size()));
      circle.add(view);
      String first = circle.stream().sorted().findFirst().orElseThrow();
      cycles.putIfAbsent(first, circle);
      return;
    }
    if (!references.containsKey(view) || done.contains(view)) {
      return;
    }
    above.add(view);
    references.get(view).forEach(name -> visit(name, above));
    above.remove(view);
    if (done.add(view)) {
      order.add(view);
    }
  }

  /** Names of views; those in a circle stand anywhere. */
  List<String> order() {
    return order;
  }

  /** Circles, each as a chain that ends where it begins. */
  Collection<List<String>> cycles() {
    return cycles.values();
  }

  /** True if the view is part of a circle. */
  boolean inCycle(View view) {
    return cycles.values().stream().anyMatch(chain -> chain.contains(view.name()));
  }
}
