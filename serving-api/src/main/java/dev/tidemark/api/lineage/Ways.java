package dev.tidemark.api.lineage;

import dev.tidemark.api.lineage.LineageAnswer.Edge;
import dev.tidemark.api.lineage.LineageAnswer.Node;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Follows edges from nodes on; the answers are in the order in which the data goes. */
final class Ways {
  private static final List<String> KINDS =
      List.of("table", "topic", "bronze", "silver", "gold", "clickhouse", "api");
  private static final Comparator<Edge> ORDER =
      Comparator.comparing((Edge edge) -> KINDS.indexOf(edge.from().kind()))
          .thenComparing(edge -> edge.from().name())
          .thenComparing(edge -> edge.to().name());

  private final List<Edge> edges;

  Ways(List<Edge> edges) {
    this.edges = edges.stream().sorted(ORDER).toList();
  }

  /** All that leads to one of these. */
  List<Edge> upstream(Set<Node> nodes) {
    return followed(nodes, Edge::to, Edge::from);
  }

  /** All that one of these leads to. */
  List<Edge> downstream(Set<Node> nodes) {
    return followed(nodes, Edge::from, Edge::to);
  }

  private List<Edge> followed(
      Set<Node> nodes, Function<Edge, Node> near, Function<Edge, Node> far) {
    Set<Node> reached = new HashSet<>(nodes);
    Deque<Node> open = new ArrayDeque<>(nodes);
    while (!open.isEmpty()) {
      Node node = open.remove();
      for (Edge edge : edges) {
        if (near.apply(edge).equals(node) && reached.add(far.apply(edge))) {
          open.add(far.apply(edge));
        }
      }
    }
    return edges.stream().filter(edge -> reached.contains(near.apply(edge))).toList();
  }
}
