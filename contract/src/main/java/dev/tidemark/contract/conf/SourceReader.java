package dev.tidemark.contract.conf;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** From the checked tree of a source to the model. */
final class SourceReader {
  /** Keys of a table of files that are more than how the files are written. */
  private static final Set<String> SHAPE =
      Set.of("files", "format", "columns", "key", "event-time");

  private final Resolved resolved;
  private final List<Problem> problems;

  SourceReader(Environment environment, List<Problem> problems) {
    this.resolved = new Resolved(environment, problems);
    this.problems = problems;
  }

  /**
   * Empty if there are mistakes, which are told.
   *
   * @param registry whether the platform has one
   */
  Optional<Source> read(String name, YamlFile.Tree tree, boolean registry) {
    JsonNode root = tree.root();
    int before = problems.size();
    Source.Format format = format(tree, registry);
    Source.Kind kind = Source.Kind.parse(root.get("kind").asText());
    Source source =
        switch (kind) {
          case MARIADB, MYSQL, POSTGRES -> database(name, kind, tree, format);
          case FILES -> files(name, tree, format);
        };
    return problems.size() > before ? Optional.empty() : Optional.of(source);
  }

  private Source.Format format(YamlFile.Tree tree, boolean registry) {
    String format = tree.root().path("format").asText(registry ? "avro" : "json");
    if (format.equals("avro") && !registry) {
      problems.add(
          tree.at()
              .problem(
                  "/format",
                  "format avro needs a registry and tidemark.yaml names none",
                  "add registry: {url: …} to tidemark.yaml or write format: json"));
    }
    return format.equals("avro") ? Source.Format.AVRO : Source.Format.JSON;
  }

  private DatabaseSource database(
      String name, Source.Kind kind, YamlFile.Tree tree, Source.Format format) {
    JsonNode root = tree.root();
    return new DatabaseSource(
        name,
        kind,
        resolved.text(root, tree.at(), "/host", ""),
        resolved.port(root, tree.at(), "/port", ""),
        root.has("database")
            ? Optional.of(resolved.text(root, tree.at(), "/database", ""))
            : Optional.empty(),
        new Secret(root.get("user").asText()),
        new Secret(root.get("password").asText()),
        ConfReader.texts(root.get("tables")),
        format,
        partitions(root),
        settings(root),
        tree.at());
  }

  private FileSource files(String name, YamlFile.Tree tree, Source.Format format) {
    JsonNode root = tree.root();
    List<FileTable> tables = new ArrayList<>();
    root.get("tables")
        .properties()
        .forEach(entry -> tables.add(table(entry.getKey(), entry.getValue())));
    return new FileSource(
        name,
        folder(tree),
        pace(root),
        root.path("tasks").asInt(1),
        tables,
        format,
        partitions(root),
        settings(root),
        tree.at());
  }

  private Path folder(YamlFile.Tree tree) {
    String text = resolved.text(tree.root(), tree.at(), "/folder", "/");
    try {
      Path folder = Path.of(text);
      if (folder.isAbsolute()) {
        return folder;
      }
    } catch (InvalidPathException e) {
      // told below
    }
    problems.add(
        tree.at()
            .problem(
                "/folder",
                "folder '%s' is not absolute".formatted(text),
                "write the whole path, as the Connect workers see it: they run in folders of their own"));
    return Path.of("/");
  }

  private static FileSource.Pace pace(JsonNode root) {
    return new FileSource.Pace(
        Durations.parse(root.path("poll").asText("1s")),
        Durations.parse(root.path("settle").asText("5s")),
        root.at("/rate/records").isMissingNode()
            ? OptionalLong.empty()
            : OptionalLong.of(root.at("/rate/records").asLong()),
        root.at("/rate/bytes").isMissingNode()
            ? OptionalLong.empty()
            : OptionalLong.of(Sizes.parse(root.at("/rate/bytes").asText())),
        root.has("largest-record")
            ? OptionalInt.of((int) Sizes.parse(root.get("largest-record").asText()))
            : OptionalInt.empty());
  }

  private static FileTable table(String name, JsonNode table) {
    List<FileTable.Column> columns = new ArrayList<>();
    table
        .path("columns")
        .properties()
        .forEach(entry -> columns.add(column(entry.getKey(), entry.getValue())));
    Map<String, String> style = new LinkedHashMap<>();
    table
        .properties()
        .forEach(
            entry -> {
              if (!SHAPE.contains(entry.getKey())) {
                style.put(entry.getKey(), plain(entry.getValue()));
              }
            });
    return new FileTable(
        name,
        table.get("files").asText(),
        table.get("format").asText(),
        columns,
        ConfReader.texts(table.path("key")),
        text(table, "event-time"),
        style);
  }

  private static FileTable.Column column(String name, JsonNode column) {
    return column.isTextual()
        ? new FileTable.Column(name, column.asText(), Optional.empty(), Optional.empty())
        : new FileTable.Column(
            name, column.get("type").asText(), text(column, "field"), text(column, "format"));
  }

  private static String plain(JsonNode value) {
    return value.isArray() ? String.join(",", ConfReader.texts(value)) : value.asText();
  }

  private static Optional<String> text(JsonNode node, String key) {
    return node.has(key) ? Optional.of(node.get(key).asText()) : Optional.empty();
  }

  private static int partitions(JsonNode root) {
    return root.path("partitions").asInt(1);
  }

  private static Map<String, String> settings(JsonNode root) {
    Map<String, String> settings = new LinkedHashMap<>();
    root.path("settings")
        .properties()
        .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
    return settings;
  }
}
