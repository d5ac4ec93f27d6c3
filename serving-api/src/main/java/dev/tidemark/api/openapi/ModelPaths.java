package dev.tidemark.api.openapi;

import dev.tidemark.api.clickhouse.ColumnType;
import dev.tidemark.api.clickhouse.Table;
import dev.tidemark.contract.conf.GoldModel;
import dev.tidemark.contract.conf.Serve;
import dev.tidemark.contract.conf.Serve.Measure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The paths of one model.
 *
 * @param table empty while ClickHouse does not have it: columns are then named without types
 */
record ModelPaths(GoldModel model, Optional<Table> table) {
  private static final String FROM = "First %s of %s, inclusive";
  private static final String TO = "End of the range of %s, exclusive";

  /** The path of conf. */
  Map<String, Object> served(Serve serve) {
    Operation operation =
        new Operation(
            "served_" + model.name(),
            "Served",
            "%s, by %s"
                .formatted(
                    String.join(", ", serve.measures().keySet()),
                    String.join(", ", serve.group())));
    range(operation, serve.range());
    serve.filters().forEach(column -> filter(operation, column));
    operation.count(
        "limit", "Rows of the answer", Map.of("minimum", 1, "maximum", 1_000, "default", 10));
    Map<String, Object> columns = new LinkedHashMap<>();
    serve.group().forEach(column -> columns.put(column, ColumnSchema.of(type(column))));
    serve.measures().forEach((name, measure) -> columns.put(name, measure(name, measure)));
    return operation.answering(answer("path", columns, List.of()));
  }

  /** The generic path, spelled out. */
  Map<String, Object> rows() {
    Operation operation =
        new Operation("gold_" + model.name(), "Gold", "Rows of %s".formatted(model.name()));
    range(operation, model.intervalColumn());
    model.key().forEach(column -> filter(operation, column));
    operation.parameter(
        "order", "A column, perhaps with .desc; default the key", Map.of("type", "string"));
    operation.count(
        "limit", "Rows of a page", Map.of("minimum", 1, "maximum", 1_000, "default", 100));
    operation.count(
        "offset", "Rows to skip", Map.of("minimum", 0, "maximum", 100_000, "default", 0));
    Map<String, Object> columns = new LinkedHashMap<>();
    table
        .map(Table::shown)
        .orElse(model.key())
        .forEach(column -> columns.put(column, ColumnSchema.of(type(column))));
    return operation.answering(answer("model", columns, List.of("next")));
  }

  private Optional<ColumnType> type(String column) {
    return table.flatMap(known -> known.type(column));
  }

  private Map<String, Object> measure(String name, Measure measure) {
    return measure instanceof Measure.Ratio ratio
        ? Map.of(
            "type",
            "number",
            "nullable",
            true,
            "description",
            "%s / %s; null where %s is zero"
                .formatted(ratio.dividend(), ratio.divisor(), ratio.divisor()))
        : ColumnSchema.of(type(name));
  }

  private void range(Operation operation, String column) {
    Map<String, Object> schema =
        type(column).map(type -> type.kind() == ColumnType.Kind.DATE).orElse(true)
            ? Map.of("type", "string", "format", "date")
            : Map.of("type", "string");
    operation.parameter("from", FROM.formatted(model.grain(), column), schema);
    operation.parameter("to", TO.formatted(column), schema);
  }

  private static void filter(Operation operation, String column) {
    operation.repeatable(column, "Only rows with this %s; repeat it for several".formatted(column));
  }

  private static Map<String, Object> answer(
      String subject, Map<String, Object> columns, List<String> more) {
    Map<String, Object> text = Map.of("type", "string");
    Map<String, Object> nullable = Map.of("type", "string", "nullable", true);
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(subject, text);
    properties.put("from", nullable);
    properties.put("to", nullable);
    properties.put("validThrough", nullable);
    properties.put(
        "rows", Map.of("type", "array", "items", Map.of("type", "object", "properties", columns)));
    more.forEach(name -> properties.put(name, nullable));
    return Map.of(
        "type",
        "object",
        "required",
        new ArrayList<>(properties.keySet()),
        "properties",
        properties);
  }
}
