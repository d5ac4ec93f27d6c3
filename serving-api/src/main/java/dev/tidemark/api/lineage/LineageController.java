package dev.tidemark.api.lineage;

import dev.tidemark.api.ask.Parameters;
import dev.tidemark.api.lineage.LineageAnswer.Edge;
import dev.tidemark.api.lineage.LineageAnswer.Node;
import dev.tidemark.api.problem.ProblemException;
import dev.tidemark.api.problem.ProblemKind;
import dev.tidemark.contract.conf.Suggestions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The way of the data through one dataset or model, column by column. */
@Controller("/v1/lineage")
@ExecuteOn("clickhouse")
final class LineageController {
  /** Where a dataset's rows stand, and a model's. */
  private static final Set<String> NAMED = Set.of("bronze", "silver", "gold", "clickhouse");

  private final Lineage lineage;

  LineageController(Lineage lineage) {
    this.lineage = lineage;
  }

  @Get("/{name}")
  @Operation(
      summary =
          "What a dataset or model is made of, from the source's tables on, and what is made of it, to the paths of the API",
      tags = "Lineage")
  @ApiResponse(responseCode = "200", description = "Edges with their columns")
  @ApiResponse(responseCode = "404", description = "No such dataset or model; names has them all")
  LineageAnswer lineage(@PathVariable String name, HttpRequest<?> request) {
    Parameters.of(request.getParameters().asMap(), List.of(), List.of());
    List<Edge> edges = lineage.edges();
    Set<Node> nodes =
        named(edges).filter(node -> node.name().equals(name)).collect(Collectors.toSet());
    if (nodes.isEmpty()) {
      throw unknown(name, edges);
    }
    Ways ways = new Ways(edges);
    return new LineageAnswer(name, ways.upstream(nodes), ways.downstream(nodes));
  }

  private static Stream<Node> named(List<Edge> edges) {
    return edges.stream()
        .flatMap(edge -> Stream.of(edge.from(), edge.to()))
        .filter(node -> NAMED.contains(node.kind()));
  }

  private static ProblemException unknown(String name, List<Edge> edges) {
    Set<String> names = named(edges).map(Node::name).collect(Collectors.toCollection(TreeSet::new));
    Optional<String> near = Suggestions.nearest(name, names);
    ProblemException problem =
        new ProblemException(
                ProblemKind.UNKNOWN_LINEAGE,
                "There is no dataset or model '%s'; %shere are %s."
                    .formatted(
                        name,
                        near.map("did you mean '%s'? T"::formatted).orElse("t"),
                        String.join(", ", names)))
            .with("names", List.copyOf(names));
    near.ifPresent(other -> problem.with("didYouMean", other));
    return problem;
  }
}
