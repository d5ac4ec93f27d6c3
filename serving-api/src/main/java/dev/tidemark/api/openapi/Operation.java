package dev.tidemark.api.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One GET of the document, as the tree that OpenAPI 3.0 wants. */
final class Operation {
  private final String id;
  private final String tag;
  private final String summary;
  private final List<Map<String, Object>> parameters = new ArrayList<>();

  Operation(String id, String tag, String summary) {
    this.id = id;
    this.tag = tag;
    this.summary = summary;
  }

  Operation parameter(String name, String description, Map<String, Object> schema) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("name", name);
    parameter.put("in", "query");
    parameter.put("description", description);
    parameter.put("schema", schema);
    parameters.add(parameter);
    return this;
  }

  Operation repeatable(String name, String description) {
    return parameter(name, description, Map.of("type", "array", "items", Map.of("type", "string")));
  }

  Operation count(String name, String description, Map<String, Object> bounds) {
    Map<String, Object> schema = new LinkedHashMap<>(Map.of("type", "integer"));
    schema.putAll(bounds);
    return parameter(name, description, schema);
  }

  /**
   * The path's entry.
   *
   * @param answer schema of the body of 200
   */
  Map<String, Object> answering(Map<String, Object> answer) {
    Map<String, Object> ok = new LinkedHashMap<>();
    ok.put("description", "The answer");
    ok.put(
        "headers",
        Map.of(
            "Valid-Through",
            Map.of(
                "description",
                "Every change committed at the sources up to here is in; absent while unknown",
                "schema",
                Map.of("type", "string", "format", "date-time"))));
    ok.put("content", Map.of("application/json", Map.of("schema", answer)));
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put("200", ok);
    responses.put("400", problem("A parameter that cannot be used; detail has the rule"));
    responses.put("503", problem("ClickHouse cannot answer, or the model is not built yet"));
    Map<String, Object> get = new LinkedHashMap<>();
    get.put("operationId", id);
    get.put("tags", List.of(tag));
    get.put("summary", summary);
    get.put("parameters", parameters);
    get.put("responses", responses);
    return Map.of("get", get);
  }

  static Map<String, Object> problem(String description) {
    return Map.of(
        "description",
        description,
        "content",
        Map.of(
            "application/problem+json",
            Map.of("schema", Map.of("$ref", "#/components/schemas/Problem"))));
  }
}
