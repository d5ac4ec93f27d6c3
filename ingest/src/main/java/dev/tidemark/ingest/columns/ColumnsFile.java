package dev.tidemark.ingest.columns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of conf/.columns/&lt;dataset&gt;.yaml: one line a column, so that a changed schema is a
 * readable diff.
 */
public final class ColumnsFile {
  private static final String HEADER =
      """
      # written by tidemark ingest apply; commit it
      # yaml-language-server: $schema=../schema/columns.schema.json
      """;
  private static final String ITEM = "  - ";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");
  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");
  private static final ObjectMapper JSON = new ObjectMapper();

  private ColumnsFile() {}

  public static String text(String table, List<SilverColumn> columns) {
    StringBuilder text = new StringBuilder(HEADER);
    text.append("table: ").append(scalar(table)).append("\ncolumns:\n");
    for (SilverColumn column : columns) {
      text.append(ITEM).append("{").append(String.join(", ", fields(column))).append("}\n");
    }
    return text.toString();
  }

  /** The columns that one text has and the other has not, as its lines have them. */
  public static List<String> missingIn(String other, String text) {
    Set<String> there = other.lines().collect(Collectors.toSet());
    return text.lines()
        .filter(line -> line.startsWith(ITEM) && !there.contains(line))
        .map(line -> line.substring(ITEM.length()))
        .toList();
  }

  private static List<String> fields(SilverColumn column) {
    List<String> fields = new ArrayList<>();
    fields.add("name: " + scalar(column.name()));
    if (!column.from().equals(column.name())) {
      fields.add("from: " + scalar(column.from()));
    }
    fields.add("type: " + scalar(column.type()));
    fields.add("source-type: " + scalar(column.sourceType()));
    fields.add("nullable: " + column.nullable());
    return fields;
  }

  /** A JSON string is a YAML one; plain where YAML reads nothing else into it. */
  private static String scalar(String text) {
    if (PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text is always JSON", e);
    }
  }
}
