package dev.tidemark.transform.sql;

import dev.tidemark.transform.sql.JoinTree.Equality;
import dev.tidemark.transform.sql.JoinTree.Leaf;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.StructType;

/**
 * The fewest joins from one leaf to another, along equalities that hold in every row in which both
 * are present.
 */
final class Route {
  private final JoinTree tree;
  private final Leaf from;
  private final Leaf to;
  private final Function<Leaf, StructType> columns;

  Route(JoinTree tree, Leaf from, Leaf to, Function<Leaf, StructType> columns) {
    this.tree = tree;
    this.from = from;
    this.to = to;
    this.columns = columns;
  }

  /** None if nothing leads there; no hops if it is there already. */
  Optional<List<Hop>> shortest() {
    Map<Leaf, Map<Leaf, List<Pair>>> edges = edges();
    Map<Leaf, List<Hop>> reached = new HashMap<>();
    reached.put(from, List.of());
    Deque<Leaf> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty() && !reached.containsKey(to)) {
      Leaf at = open.remove();
      edges
          .getOrDefault(at, Map.of())
          .forEach(
              (next, pairs) -> {
                if (!reached.containsKey(next)) {
                  List<Hop> hops = new ArrayList<>(reached.get(at));
                  hops.add(hop(at, next, pairs));
                  reached.put(next, hops);
                  open.add(next);
                }
              });
    }
    return Optional.ofNullable(reached.get(to));
  }

  private record Pair(Expression own, Expression other) {}

  private Map<Leaf, Map<Leaf, List<Pair>>> edges() {
    Map<Leaf, Map<Leaf, List<Pair>>> edges = new HashMap<>();
    for (Equality equality : tree.equalities()) {
      if (equality.holdsFor().contains(from) || equality.holdsFor().contains(to)) {
        Leaf left = tree.leavesOf(equality.left()).iterator().next();
        Leaf right = tree.leavesOf(equality.right()).iterator().next();
        add(edges, left, right, new Pair(equality.left(), equality.right()));
        add(edges, right, left, new Pair(equality.right(), equality.left()));
      }
    }
    return edges;
  }

  private static void add(Map<Leaf, Map<Leaf, List<Pair>>> edges, Leaf a, Leaf b, Pair pair) {
    edges
        .computeIfAbsent(a, leaf -> new LinkedHashMap<>())
        .computeIfAbsent(b, leaf -> new ArrayList<>())
        .add(pair);
  }

  private Hop hop(Leaf at, Leaf next, List<Pair> pairs) {
    List<RowValue> own = new ArrayList<>();
    List<RowValue> other = new ArrayList<>();
    for (Pair pair : pairs) {
      own.add(RowValue.of(pair.own(), columns.apply(at)));
      other.add(RowValue.of(pair.other(), columns.apply(next)));
    }
    return new Hop(own, next.dataset(), other);
  }
}
