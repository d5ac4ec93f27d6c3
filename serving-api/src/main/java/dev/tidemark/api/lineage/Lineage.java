package dev.tidemark.api.lineage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.api.clickhouse.ClickHouse;
import dev.tidemark.api.clickhouse.Statement;
import dev.tidemark.api.lineage.LineageAnswer.Columns;
import dev.tidemark.api.lineage.LineageAnswer.Edge;
import dev.tidemark.api.lineage.LineageAnswer.Node;
import dev.tidemark.api.problem.ProblemException;
import dev.tidemark.api.problem.ProblemKind;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the table in which the stream publishes its edges. */
@Singleton
final class Lineage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String READ =
      """
      SELECT from_kind, from_name, to_kind, to_name, columns
      FROM %1$s FINAL WHERE _version = (SELECT max(_version) FROM %1$s)
      ORDER BY from_kind, from_name, to_kind, to_name""";

  private final ClickHouse clickhouse;

  Lineage(ClickHouse clickhouse) {
    this.clickhouse = clickhouse;
  }

  /**
   * Those of the conf that the stream was started with last.
   *
   * @throws ProblemException if none were ever published, or ClickHouse cannot be asked
   */
  List<Edge> edges() {
    String table =
        Statement.quote(clickhouse.database()) + "." + Statement.quote("_tidemark_lineage");
    List<Edge> edges = new ArrayList<>();
    try {
      clickhouse.rows(Statement.of(READ.formatted(table))).forEach(row -> edges.add(edge(row)));
    } catch (ProblemException e) {
      if (e.kind() != ProblemKind.NOT_BUILT) {
        throw e;
      }
    }
    if (edges.isEmpty()) {
      throw new ProblemException(
              ProblemKind.NOT_BUILT,
              "No lineage has been published yet; the stream does so when it starts.")
          .retryAfter(Duration.ofSeconds(5));
    }
    return edges;
  }

  private static Edge edge(Map<String, Object> row) {
    return new Edge(
        new Node(row.get("from_kind").toString(), row.get("from_name").toString()),
        new Node(row.get("to_kind").toString(), row.get("to_name").toString()),
        columns(row.get("columns").toString()));
  }

  private static List<Columns> columns(String json) {
    List<Columns> columns = new ArrayList<>();
    try {
      for (JsonNode pair : JSON.readTree(json)) {
        columns.add(
            new Columns(
                pair.path("from").asText(), pair.path("to").asText(), pair.path("how").asText()));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("_tidemark_lineage holds columns that are not JSON", e);
    }
    return columns;
  }
}
