package dev.tidemark.e2e.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.e2e.fixture.ConfFolder;
import dev.tidemark.e2e.fixture.Product;
import dev.tidemark.e2e.fixture.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every type of MariaDB into silver by conf alone, exactly, by Avro and by JSON. */
final class TypesIT {
  private static final List<String> REFUSED =
      List.of("DECIMAL(39,0)", "INET4", "INET6", "VARCHAR(10) COMPRESSED");
  private static final List<String> SOURCES = List.of("typed", "typed_json");

  @Test
  void everyValueArrivesExactlyInSilver(@TempDir Path dir) throws IOException {
    List<ColumnCase> columns = MariaDbTypes.all();
    ConfFolder conf = ConfFolder.platformOnly(dir.resolve("conf"));
    for (String source : SOURCES) {
      conf.write("sources/%s.yaml".formatted(source), source("types.everything"))
          .write(
              "datasets/%s.yaml".formatted(dataset(source)),
              "source: %s\ntable: types.everything\nkeys: [id]\n".formatted(source));
    }
    conf.replace("sources/typed_json.yaml", "kind: mariadb", "kind: mariadb\nformat: json");

    try (Stack stack = Stack.up()) {
      Product product = stack.product();
      TypesTable table = new TypesTable(columns, stack.source());
      table.create();
      table.insertAll(1, TypesTable.Seen.BY_A_SNAPSHOT);
      int snapshot = table.expected().size();
      product.runWell("ingest", "apply", "--conf", conf.toString());
      follow(stack, conf, snapshot);
      mustEqual(stack, table, "the snapshot");

      table.insertAll(101, TypesTable.Seen.IN_THE_LOG);
      table.update(1, 1);
      table.updateToNulls(2);
      table.update(snapshot, 0); // was NULL
      table.delete(3);
      follow(stack, conf, 2 * snapshot + 4);
      mustEqual(stack, table, "the stream");
      silverHasTheTypesOfTheTable(stack, columns);

      refusesTheOthers(stack, dir);
      documentIsUpToDate(stack, columns);
    }
  }

  /** Waits until both connectors have sent so many records, and takes them into silver. */
  private static void follow(Stack stack, ConfFolder conf, int records) {
    for (String source : SOURCES) {
      await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> stack.topics().committed(topic(source)).size() >= records);
    }
    stack.product().runWell("stream", "--once", "--conf", conf.toString());
  }

  private static void mustEqual(Stack stack, TypesTable table, String what) {
    for (String source : SOURCES) {
      assertThat(
              stack.lake().has("_tidemark/quarantine")
                  ? stack.lake().table("_tidemark/quarantine").rows()
                  : List.of())
          .as("quarantine after " + what)
          .isEmpty();
      stack
          .lake()
          .live(dataset(source))
          .mustEqual(table.expected(), "%s of %s".formatted(what, source));
    }
  }

  private static void silverHasTheTypesOfTheTable(Stack stack, List<ColumnCase> columns) {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("id", "integer");
    columns.forEach(column -> expected.put(column.name(), kernelName(column.silver())));
    for (String source : SOURCES) {
      Map<String, String> types = stack.lake().schema("silver/" + dataset(source));
      types.keySet().removeIf(name -> name.startsWith("_"));
      assertThat(types).as(source).isEqualTo(expected);
    }
  }

  private static void refusesTheOthers(Stack stack, Path dir) {
    StringBuilder columns = new StringBuilder("id INT PRIMARY KEY");
    for (int i = 0; i < REFUSED.size(); i++) {
      columns.append(", r").append(i).append(" ").append(REFUSED.get(i));
    }
    stack.source().execute("CREATE TABLE types.refused (" + columns + ")");
    ConfFolder conf =
        ConfFolder.platformOnly(dir.resolve("refused"))
            .write("sources/other.yaml", source("types.refused"))
            .write("datasets/other.yaml", "source: other\ntable: types.refused\nkeys: [id]\n");
    Product.Outcome outcome = stack.product().run("ingest", "apply", "--conf", conf.toString());
    stack.source().execute("DROP TABLE types.refused");
    assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(2);
    for (int i = 0; i < REFUSED.size(); i++) {
      assertThat(outcome.output()).contains("column 'r%s' of types.refused".formatted(i));
    }
  }

  private static void documentIsUpToDate(Stack stack, List<ColumnCase> columns) throws IOException {
    byte[] record = stack.topics().committed(topic("typed_json")).get(0).value();
    Map<String, String> silver = new LinkedHashMap<>();
    columns.forEach(column -> silver.put(column.name(), column.silver()));
    String text = new TypesDocument(columns, ConnectSchema.ofRow(record), REFUSED).text(silver);
    Path file = Product.root().resolve("docs/types.md");
    if (Boolean.getBoolean("tidemark.write-docs")) {
      Files.writeString(file, text);
    }
    assertThat(file).as("rewrite it with -Dtidemark.write-docs=true").hasContent(text);
  }

  private static String source(String table) {
    return """
        kind: mariadb
        host: "${env:SHOP_HOST:127.0.0.1}"
        port: "${env:SHOP_PORT:3306}"
        user: "${env:SHOP_USER}"
        password: "${env:SHOP_PASSWORD}"
        tables: [%s]
        """
        .formatted(table);
  }

  private static String dataset(String source) {
    return source.equals("typed") ? "everything" : "everything_json";
  }

  private static String topic(String source) {
    return source + ".types.everything";
  }

  /** Kernel's word for a type of Spark's SQL. */
  private static String kernelName(String type) {
    return switch (type) {
      case "smallint" -> "short";
      case "int" -> "integer";
      case "bigint" -> "long";
      default -> type.startsWith("decimal") ? "D" + type.substring(1).replace(",", ", ") : type;
    };
  }
}
