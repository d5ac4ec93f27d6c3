package dev.tidemark.transform.lineage;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Serve;
import dev.tidemark.contract.conf.Serve.Measure;
import dev.tidemark.transform.lineage.Edge.Columns;
import dev.tidemark.transform.lineage.Node.Kind;
import dev.tidemark.transform.sql.AnalysedModel;
import dev.tidemark.transform.sql.Analysis;
import dev.tidemark.transform.sql.ColumnOrigin.How;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All edges of a conf. Topic and bronze carry a table's columns inside of their values, so they are
 * told under the names that the source gives them.
 */
public record LineageGraph(List<Edge> edges) {
  public LineageGraph {
    edges = List.copyOf(edges);
  }

  public static LineageGraph of(Conf conf, Analysis analysis) {
    List<Edge> edges = new ArrayList<>();
    conf.datasets().values().forEach(dataset -> edges.addAll(dataset(dataset)));
    new TreeMap<>(analysis.models()).values().forEach(model -> edges.addAll(model(model)));
    return new LineageGraph(edges);
  }

  private static List<Edge> dataset(Dataset dataset) {
    Node table = new Node(Kind.TABLE, dataset.topic());
    Node topic = new Node(Kind.TOPIC, dataset.topic());
    Node bronze = new Node(Kind.BRONZE, dataset.name());
    List<Columns> carried = new ArrayList<>();
    List<Columns> decoded = new ArrayList<>();
    for (Dataset.Column column : dataset.columns()) {
      carried.add(new Columns(column.source(), column.source(), How.IDENTITY));
      boolean declared = dataset.declared().containsKey(column.source());
      decoded.add(
          new Columns(
              column.source(), column.name(), declared ? How.TRANSFORMATION : How.IDENTITY));
    }
    return List.of(
        new Edge(table, topic, carried),
        new Edge(topic, bronze, carried),
        new Edge(bronze, new Node(Kind.SILVER, dataset.name()), decoded));
  }

  private static List<Edge> model(AnalysedModel model) {
    String name = model.model().name();
    Node gold = new Node(Kind.GOLD, name);
    Node served = new Node(Kind.CLICKHOUSE, name);
    Map<String, List<Columns>> byDataset = new TreeMap<>();
    model.ways().keySet().forEach(dataset -> byDataset.put(dataset, new ArrayList<>()));
    model
        .origins()
        .forEach(
            (column, origins) ->
                origins.forEach(
                    origin ->
                        byDataset
                            .computeIfAbsent(origin.dataset(), d -> new ArrayList<>())
                            .add(new Columns(origin.column(), column, origin.how()))));
    List<Edge> edges = new ArrayList<>();
    byDataset.forEach(
        (dataset, columns) -> edges.add(new Edge(new Node(Kind.SILVER, dataset), gold, columns)));
    List<Columns> same =
        Arrays.stream(model.schema().fieldNames())
            .map(column -> new Columns(column, column, How.IDENTITY))
            .toList();
    edges.add(new Edge(gold, served, same));
    edges.add(new Edge(served, new Node(Kind.API, "/v1/gold/" + name), same));
    model
        .model()
        .serve()
        .ifPresent(
            serve ->
                edges.add(
                    new Edge(served, new Node(Kind.API, "/v1/" + serve.path()), answered(serve))));
    return edges;
  }

  private static List<Columns> answered(Serve serve) {
    List<Columns> columns = new ArrayList<>();
    serve.group().forEach(column -> columns.add(new Columns(column, column, How.IDENTITY)));
    serve
        .measures()
        .forEach(
            (name, measure) -> {
              if (measure instanceof Measure.Ratio ratio) {
                columns.add(new Columns(ratio.dividend(), name, How.AGGREGATION));
                columns.add(new Columns(ratio.divisor(), name, How.AGGREGATION));
              } else {
                columns.add(new Columns(name, name, How.AGGREGATION));
              }
            });
    return columns;
  }
}
