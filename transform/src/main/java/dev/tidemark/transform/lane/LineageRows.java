package dev.tidemark.transform.lane;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tidemark.transform.lineage.Edge;
import dev.tidemark.transform.lineage.LineageGraph;
import dev.tidemark.transform.publish.LineageRow;
import java.util.List;

/** Lineage as it goes to ClickHouse. */
final class LineageRows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LineageRows() {}

  static List<LineageRow> of(LineageGraph graph) {
    return graph.edges().stream().map(LineageRows::row).toList();
  }

  private static LineageRow row(Edge edge) {
    ArrayNode columns = JSON.createArrayNode();
    for (Edge.Columns pair : edge.columns()) {
      columns
          .addObject()
          .put("from", pair.from())
          .put("to", pair.to())
          .put("how", pair.how().toString());
    }
    return new LineageRow(
        edge.from().kind().toString(),
        edge.from().name(),
        edge.to().kind().toString(),
        edge.to().name(),
        columns.toString());
  }
}
