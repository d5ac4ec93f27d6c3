package dev.tidemark.transform.lineage;

import dev.tidemark.transform.lineage.Node.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What makes one node out of others.
 *
 * @param edges all that lead to the output
 */
record Job(Node output, List<Edge> edges) {

  static List<Job> of(LineageGraph graph) {
    Map<Node, List<Edge>> byOutput = new LinkedHashMap<>();
    for (Edge edge : graph.edges()) {
      byOutput.computeIfAbsent(edge.to(), node -> new ArrayList<>()).add(edge);
    }
    return byOutput.entrySet().stream()
        .map(entry -> new Job(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }

  /** {@code silver.bills}. */
  String name() {
    return output.kind() + "." + output.name();
  }

  /** Gold and what is published of it come in refreshes, all the rest never ends. */
  boolean isBatch() {
    return output.kind() == Kind.GOLD || output.kind() == Kind.CLICKHOUSE;
  }
}
