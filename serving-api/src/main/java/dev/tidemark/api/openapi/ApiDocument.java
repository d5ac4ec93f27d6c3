package dev.tidemark.api.openapi;

import dev.tidemark.api.clickhouse.Table;
import dev.tidemark.api.clickhouse.Tables;
import dev.tidemark.api.problem.ProblemException;
import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.GoldModel;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the compiler wrote of the fixed part, with the paths of conf put in. */
@Singleton
final class ApiDocument {
  private static final String FIXED = "/META-INF/swagger/fixed.yml";
  private static final String KEY = "key";
  private static final Map<String, Object> KEY_SCHEME =
      Map.of(
          "type",
          "http",
          "scheme",
          "bearer",
          "description",
          "One of the keys under api in tidemark.yaml, as Authorization: Bearer KEY");
  private static final Map<String, Object> PROBLEM =
      Map.of(
          "type",
          "object",
          "description",
          "RFC 9457; further members say more",
          "required",
          List.of("type", "title", "status", "detail", "instance"),
          "properties",
          Map.of(
              "type", Map.of("type", "string"),
              "title", Map.of("type", "string"),
              "status", Map.of("type", "integer"),
              "detail", Map.of("type", "string"),
              "instance", Map.of("type", "string")));

  private final Conf conf;
  private final Tables tables;

  ApiDocument(Conf conf, Tables tables) {
    this.conf = conf;
    this.tables = tables;
  }

  /** OpenAPI 3.0 as a tree; column types are there as far as ClickHouse knows them now. */
  Map<String, Object> tree() {
    Map<String, Object> document = fixed();
    Map<String, Object> paths = new LinkedHashMap<>();
    for (GoldModel model : conf.gold().values()) {
      ModelPaths of = new ModelPaths(model, table(model.name()));
      model.serve().ifPresent(serve -> paths.put("/v1/" + serve.path(), of.served(serve)));
      paths.put("/v1/gold/" + model.name(), of.rows());
    }
    paths.putAll(child(document, "paths"));
    document.put("paths", paths);
    Map<String, Object> components = child(document, "components");
    child(components, "schemas").put("Problem", PROBLEM);
    child(components, "securitySchemes").put(KEY, KEY_SCHEME);
    paths.forEach((path, operations) -> ask(path, child(paths, path)));
    return document;
  }

  /** Data needs a key; health does not. */
  private static void ask(String path, Map<String, Object> operations) {
    if (!path.startsWith("/v1/")) {
      return;
    }
    for (String method : List.copyOf(operations.keySet())) {
      Map<String, Object> operation = child(operations, method);
      operation.put("security", List.of(Map.of(KEY, List.of())));
      child(operation, "responses")
          .put("401", Operation.problem("No key, or one that opens nothing"));
    }
  }

  private Optional<Table> table(String model) {
    try {
      return tables.find(model);
    } catch (ProblemException e) { // the document is there without ClickHouse too
      return Optional.empty();
    }
  }

  private static Map<String, Object> fixed() {
    try (InputStream in = ApiDocument.class.getResourceAsStream(FIXED)) {
      if (in == null) {
        throw new IllegalStateException(FIXED + " is not in the jar; build serving-api again");
      }
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked") // YAML mappings with text keys
  private static Map<String, Object> child(Map<String, Object> parent, String name) {
    if (!parent.containsKey(name)) {
      parent.put(name, new LinkedHashMap<>());
    }
    return (Map<String, Object>) parent.get(name);
  }
}
