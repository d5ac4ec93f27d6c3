package dev.tidemark.ingest.files.conf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.ingest.files.value.ColumnType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the setting {@code columns}: a JSON list of {name, field, type, format}. */
final class ColumnList {
  /** What a file with neither a natural key nor these columns gets as its key. */
  static final String FILE_NAME = "file_name";

  static final String FILE_POSITION = "file_position";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final Set<String> PARTS = Set.of("name", "field", "type", "format");

  private ColumnList() {}

  /**
   * @param problems gets each mistake as one sentence
   * @return the columns without mistakes
   */
  static List<Column> parse(String text, List<String> problems) {
    List<Column> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> fields = new HashSet<>();
    int number = 0;
    for (JsonNode item : list(text, problems)) {
      number++;
      Optional<Column> column = column(item, number, problems);
      column.ifPresent(columns::add);
      column
          .filter(found -> !names.add(found.name().toLowerCase(Locale.ROOT)))
          .ifPresent(twice -> problems.add("column '%s' is there twice".formatted(twice.name())));
      column
          .filter(found -> !fields.add(found.field()))
          .ifPresent(twice -> problems.add("field '%s' has two columns".formatted(twice.field())));
    }
    return columns;
  }

  private static List<JsonNode> list(String text, List<String> problems) {
    try {
      JsonNode tree = JSON.readTree(text);
      if (tree.isArray() && !tree.isEmpty()) {
        List<JsonNode> items = new ArrayList<>();
        tree.forEach(items::add);
        return items;
      }
      problems.add(
          "it is no list with a column in it; write [{\"name\": \"id\", \"type\": \"bigint\"}, …]");
    } catch (JsonProcessingException e) {
      problems.add("it is no JSON: %s".formatted(e.getOriginalMessage()));
    }
    return List.of();
  }

  private static Optional<Column> column(JsonNode item, int number, List<String> problems) {
    List<String> found = new ArrayList<>();
    for (Iterator<String> parts = item.fieldNames(); parts.hasNext(); ) {
      String part = parts.next();
      if (!PARTS.contains(part)) {
        found.add(
            "column %s has '%s', but only %s are known"
                .formatted(number, part, "name, field, type and format"));
      }
    }
    String name = item.path("name").asText("");
    if (!NAME.matcher(name).matches()) {
      found.add(
          "column %s has the name '%s'; names are letters, digits and _, a letter first; give the file's own name as field"
              .formatted(number, name));
    }
    Optional<ColumnType> type = type(item, name, found);
    problems.addAll(found);
    if (!found.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Column(
            name,
            item.path("field").asText(name),
            type.orElseThrow(),
            Optional.of(item.path("format").asText("")).filter(text -> !text.isEmpty())));
  }

  private static Optional<ColumnType> type(JsonNode item, String name, List<String> problems) {
    try {
      return Optional.of(ColumnType.parse(item.path("type").asText("")));
    } catch (IllegalArgumentException e) {
      problems.add("column '%s': %s".formatted(name, e.getMessage()));
      return Optional.empty();
    }
  }
}
