package dev.tidemark.contract.conf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.contract.name.Identifiers;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.time.Grain;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** From checked trees to the model: datasets, gold, the platform. */
final class ConfReader {
  private static final Duration LEAST_RETENTION = Duration.ofHours(1);

  private static final Dataset.Freshness DEFAULT_FRESHNESS =
      new Dataset.Freshness(Duration.ofMinutes(5), Duration.ofMinutes(30));

  private final Resolved resolved;
  private final List<Problem> problems;
  private final GoldReader goldReader = new GoldReader();

  ConfReader(Environment environment, List<Problem> problems) {
    this.resolved = new Resolved(environment, problems);
    this.problems = problems;
  }

  Optional<Platform> platform(YamlFile.Tree tree) {
    JsonNode root = tree.root();
    if (root.isMissingNode()) {
      return Optional.empty();
    }
    int before = problems.size();
    Located at = tree.at();
    String lake = resolved.text(root, at, "/lake", "./lake");
    Platform.Durability durability =
        Platform.Durability.valueOf(
            root.at("/durability").asText("process").toUpperCase(Locale.ROOT));
    Duration retention = Durations.parse(root.at("/retention").asText("1d"));
    if (retention.compareTo(LEAST_RETENTION) < 0) {
      problems.add(
          at.problem(
              "/retention",
              "a retention of %s is too short: readers and long batches need the files they began with"
                  .formatted(root.at("/retention").asText()),
              "write 1h or more"));
    }
    String kafka = resolved.text(root, at, "/kafka/bootstrap-servers", "");
    URI connect = resolved.uri(root, at, "/connect/url");
    Optional<URI> registry =
        root.has("registry")
            ? Optional.of(resolved.uri(root, at, "/registry/url"))
            : Optional.empty();
    Platform.ClickHouse clickhouse =
        new Platform.ClickHouse(
            resolved.uri(root, at, "/clickhouse/url"),
            root.at("/clickhouse/database").asText(),
            new Secret(root.at("/clickhouse/user").asText()),
            new Secret(root.at("/clickhouse/password").asText()));
    Platform.Stream stream =
        new Platform.Stream(
            Durations.parse(root.at("/stream/trigger").asText("250ms")),
            root.at("/stream/max-batch-records").asLong(50_000),
            root.path("stream").has("index-memory")
                ? OptionalLong.of(Sizes.parse(root.at("/stream/index-memory").asText()))
                : OptionalLong.empty(),
            metricsPort(root, at));
    Platform.Api api =
        new Platform.Api(
            resolved.text(root, at, "/api/host", "127.0.0.1"),
            resolved.port(root, at, "/api/port", "8080"),
            apiKeys(root, at));
    Optional<Platform.Lineage> lineage = lineage(root, at);
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(
            new Platform(
                new Lake(lake),
                durability,
                retention,
                kafka,
                connect,
                registry,
                clickhouse,
                stream,
                api,
                lineage,
                at));
  }

  private Optional<Platform.Lineage> lineage(JsonNode root, Located at) {
    JsonNode lineage = root.path("lineage");
    if (lineage.isMissingNode()) {
      return Optional.empty();
    }
    if (lineage.has("file") == lineage.has("url")) {
      problems.add(
          at.problem(
              "/lineage", "lineage goes to a file or to a url", "write one of the two, not both"));
      return Optional.empty();
    }
    return Optional.of(
        new Platform.Lineage(
            lineage.has("file")
                ? Optional.of(Path.of(resolved.text(root, at, "/lineage/file", "")))
                : Optional.empty(),
            lineage.has("url")
                ? Optional.of(resolved.uri(root, at, "/lineage/url"))
                : Optional.empty(),
            resolved.text(root, at, "/lineage/namespace", "tidemark")));
  }

  /** A variable that is empty is a port that is absent. */
  private OptionalInt metricsPort(JsonNode root, Located at) {
    String pointer = "/stream/metrics-port";
    return resolved.text(root, at, pointer, "").isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(resolved.port(root, at, pointer, ""));
  }

  private List<Platform.ApiKey> apiKeys(JsonNode root, Located at) {
    Map<String, Platform.ApiKey> keys = new LinkedHashMap<>();
    for (JsonNode entry : root.at("/api/keys")) {
      String name = entry.path("name").asText();
      Secret key = new Secret(entry.path("key").asText());
      if (keys.putIfAbsent(name, new Platform.ApiKey(name, key)) != null) {
        problems.add(
            at.problem(
                "/api/keys",
                "two keys of the API have the name '%s'".formatted(name),
                "give each caller a name of its own"));
      }
    }
    return List.copyOf(keys.values());
  }

  Optional<Dataset> dataset(String name, YamlFile.Tree tree, Optional<YamlFile.Tree> known) {
    JsonNode root = tree.root();
    Map<String, String> declared = new LinkedHashMap<>();
    root.path("columns")
        .properties()
        .forEach(entry -> declared.put(entry.getKey(), entry.getValue().asText()));
    return Optional.of(
        new Dataset(
            name,
            root.get("source").asText(),
            root.get("table").asText(),
            texts(root.get("keys")),
            interval(root, tree.at()),
            root.path("on-schema-change").asText("evolve").equals("strict")
                ? Dataset.OnSchemaChange.STRICT
                : Dataset.OnSchemaChange.EVOLVE,
            declared,
            columns(declared, known),
            ExpectationReader.read(tree, problems),
            freshness(root),
            root.path("lane").asText(Dataset.DEFAULT_LANE),
            UpsertBy.valueOf(root.path("upsert").asText("auto").toUpperCase(Locale.ROOT)),
            tree.at()));
  }

  Optional<GoldModel> gold(String name, YamlFile.Tree tree, String sql, Located sqlAt) {
    return Optional.of(goldReader.read(name, tree, sql, sqlAt));
  }

  private Optional<Dataset.EventInterval> interval(JsonNode root, Located at) {
    JsonNode interval = root.path("interval");
    if (interval.isMissingNode()) {
      return Optional.empty();
    }
    ZoneId zone = ZoneId.of("UTC");
    try {
      zone = ZoneId.of(interval.path("zone").asText("UTC"));
    } catch (DateTimeException e) {
      problems.add(
          at.problem(
              "/interval/zone",
              "zone '%s' is not known".formatted(interval.path("zone").asText()),
              "write one of the IANA names, such as Europe/Berlin"));
    }
    return Optional.of(
        new Dataset.EventInterval(
            interval.get("column").asText(), Grain.parse(interval.get("grain").asText()), zone));
  }

  /** What the source has, with what conf declares over it; declared alone where it is all. */
  private static List<Dataset.Column> columns(
      Map<String, String> declared, Optional<YamlFile.Tree> known) {
    Map<String, Dataset.Column> columns = new LinkedHashMap<>();
    if (known.isPresent()) {
      for (JsonNode column : known.get().root().path("columns")) {
        String name = column.get("name").asText();
        columns.put(
            name,
            new Dataset.Column(
                name,
                column.path("from").asText(name),
                column.get("type").asText(),
                column.path("nullable").asBoolean(true)));
      }
    }
    for (Map.Entry<String, String> entry : declared.entrySet()) {
      Dataset.Column old = columns.get(entry.getKey());
      String name = Identifiers.of(entry.getKey());
      columns.put(
          name,
          new Dataset.Column(
              name,
              old == null ? entry.getKey() : old.source(),
              entry.getValue(),
              old == null || old.nullable()));
    }
    return new ArrayList<>(columns.values());
  }

  private static Dataset.Freshness freshness(JsonNode root) {
    JsonNode freshness = root.path("freshness");
    return freshness.isMissingNode()
        ? DEFAULT_FRESHNESS
        : new Dataset.Freshness(
            Durations.parse(freshness.get("warn").asText()),
            Durations.parse(freshness.get("error").asText()));
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return List.copyOf(texts);
  }
}
