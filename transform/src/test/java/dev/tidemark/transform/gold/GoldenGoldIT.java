package dev.tidemark.transform.gold;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.ConfLoader;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.transform.fixture.MemorySilver.Event;
import dev.tidemark.transform.sql.DatasetColumns;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder under golden/gold is a story over golden/gold/conf: what changes in silver, step by
 * step, and all of gold after it. {@code _version} tells which step wrote a group: the model itself
 * is mark 1, the first step mark 2; a step that dirties nothing makes none. With
 * -Dgolden.write=true the expectation is written anew.
 */
class GoldenGoldIT {
  private static final Path STORIES = Path.of("src/test/resources/golden/gold");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path lake;

  static List<String> stories() throws IOException {
    try (Stream<Path> folders = Files.list(STORIES)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> !name.equals("conf"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("stories")
  void goldIsAsTold(String story) throws IOException {
    Conf conf =
        ConfLoader.load(STORIES.resolve("conf"), Environment.of(Map.of("LAKE", lake.toString())));
    GoldWorld world = GoldWorld.withFiles(conf);
    world.refresh("sales");
    for (List<Event> step : steps(conf, STORIES.resolve(story).resolve("silver.jsonl"))) {
      world.batch(step);
      world.refresh("sales");
    }
    world.assertGoldIsWhole("sales");
    Path expected = STORIES.resolve(story).resolve("gold.jsonl");
    if (Boolean.getBoolean("golden.write")) {
      Files.write(expected, world.rows("sales"));
    }
    assertThat(world.rows("sales")).containsExactlyElementsOf(Files.readAllLines(expected));
  }

  private static Iterable<List<Event>> steps(Conf conf, Path file) throws IOException {
    Map<Integer, List<Event>> steps = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode node = JSON.readTree(line);
      Dataset dataset = conf.datasets().get(node.get("dataset").asText());
      steps
          .computeIfAbsent(node.get("step").asInt(), step -> new ArrayList<>())
          .add(
              new Event(
                  dataset.name(),
                  row(DatasetColumns.of(dataset), node.get("row")),
                  node.path("delete").asBoolean()));
    }
    return steps.values();
  }

  private static Row row(StructType columns, JsonNode node) {
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      StructField field = columns.fields()[i];
      JsonNode value = node.path(field.name());
      if (!value.isMissingNode() && !value.isNull()) {
        values[i] = value(field.dataType().typeName(), value.asText());
      }
    }
    return RowFactory.create(values);
  }

  private static Object value(String type, String text) {
    return switch (type) {
      case "long" -> Long.valueOf(text);
      case "integer" -> Integer.valueOf(text);
      case "date" -> LocalDate.parse(text);
      case "timestamp_ntz" -> LocalDateTime.parse(text);
      case "string" -> text;
      default -> new BigDecimal(text);
    };
  }
}
