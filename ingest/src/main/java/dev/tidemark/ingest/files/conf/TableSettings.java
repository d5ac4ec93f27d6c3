package dev.tidemark.ingest.files.conf;

import dev.tidemark.ingest.files.value.ColumnType;
import dev.tidemark.ingest.files.value.NumberStyle;
import dev.tidemark.ingest.files.value.ValueReader;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigValue;

/** The settings {@code table.<name>.*}. */
final class TableSettings {
  private final String table;
  private final String prefix;
  private final Map<String, String> given;

  /**
   * @param settings of the whole connector
   */
  TableSettings(String table, Map<String, String> settings) {
    this.table = table;
    this.prefix = "table." + table + ".";
    Map<String, String> own = new TreeMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            own.put(key.substring(prefix.length()), value);
          }
        });
    this.given = own;
  }

  /** With every mistake of every setting; the names are those of the connector's settings. */
  List<ConfigValue> validate() {
    List<ConfigValue> values = TableDefinition.DEF.validate(given);
    boolean sound = values.stream().allMatch(value -> value.errorMessages().isEmpty());
    if (sound) {
      parse((key, problem) -> add(values, key, problem));
    }
    unknown(values);
    return values.stream().map(this::renamed).toList();
  }

  /** Only of settings that {@link #validate} finds nothing in. */
  TableConfig config() {
    return parse(
        (key, problem) -> {
          throw new IllegalStateException("%s%s: %s".formatted(prefix, key, problem));
        });
  }

  private interface Problems {
    void add(String key, String problem);
  }

  private TableConfig parse(Problems problems) {
    AbstractConfig config = new AbstractConfig(TableDefinition.DEF, given, false);
    List<String> ofColumns = new ArrayList<>();
    List<Column> columns = ColumnList.parse(config.getString("columns"), ofColumns);
    ofColumns.forEach(problem -> problems.add("columns", problem));
    List<ValueReader> readers = readers(config, columns, problems);
    List<String> key = config.getList("key");
    keys(key, columns, problems);
    Optional<String> eventTime = text(config, "event-time");
    if (config.getString("format").equals("xml")
        && path(config.getString("record.path")).isEmpty()) {
      problems.add(
          "record.path", "XML needs the names down to a record's element, such as list/item");
    }
    eventTime.ifPresent(name -> eventTime(name, columns, problems));
    return new TableConfig(
        table,
        config.getString("topic"),
        config.getString("pattern"),
        FileFormat.of(config.getString("format")).orElseThrow(),
        columns,
        readers,
        key,
        csv(config, problems),
        Charset.forName(config.getString("charset")),
        path(config.getString("record.path")),
        eventTime);
  }

  private static List<ValueReader> readers(
      AbstractConfig config, List<Column> columns, Problems problems) {
    List<ValueReader> readers = new ArrayList<>();
    ZoneId zone = ZoneId.of(config.getString("zone"));
    NumberStyle numbers = numbers(config, problems);
    for (Column column : columns) {
      String formatKey =
          column.type().kind() == ColumnType.Kind.DATE ? "date.format" : "timestamp.format";
      try {
        readers.add(column.reader(numbers, text(config, formatKey), zone));
      } catch (IllegalArgumentException e) {
        String key = column.format().isPresent() ? "columns" : formatKey;
        problems.add(key, "format of column '%s': %s".formatted(column.name(), e.getMessage()));
      }
    }
    return readers;
  }

  private static NumberStyle numbers(AbstractConfig config, Problems problems) {
    try {
      return new NumberStyle(
          config.getString("number.decimal").charAt(0), config.getString("number.grouping"));
    } catch (IllegalArgumentException e) {
      problems.add("number.grouping", e.getMessage());
      return NumberStyle.PLAIN;
    }
  }

  private static void keys(List<String> key, List<Column> columns, Problems problems) {
    for (String name : key) {
      if (columns.stream().noneMatch(column -> column.name().equals(name))) {
        problems.add("key", "'%s' is none of the columns %s".formatted(name, names(columns)));
      }
    }
    if (new LinkedHashSet<>(key).size() < key.size()) {
      problems.add("key", "it names a column twice: %s".formatted(key));
    }
    for (Column column : columns) {
      boolean taken =
          column.name().equalsIgnoreCase(ColumnList.FILE_NAME)
              || column.name().equalsIgnoreCase(ColumnList.FILE_POSITION);
      if (key.isEmpty() && taken) {
        problems.add(
            "columns",
            "'%s' is what a table without key gets from the file itself; rename it, or give a key"
                .formatted(column.name()));
      }
    }
  }

  private static void eventTime(String name, List<Column> columns, Problems problems) {
    boolean timed =
        columns.stream()
            .anyMatch(
                column ->
                    column.name().equals(name)
                        && column.type().kind() == ColumnType.Kind.TIMESTAMP);
    if (!timed) {
      problems.add("event-time", "'%s' is no column of type timestamp".formatted(name));
    }
  }

  private static CsvStyle csv(AbstractConfig config, Problems problems) {
    String delimiter = config.getString("delimiter");
    Optional<Character> quote = text(config, "quote").map(text -> text.charAt(0));
    if (quote.isPresent() && quote.get() == delimiter.charAt(0)) {
      problems.add("quote", "it is the delimiter too");
    }
    return new CsvStyle(
        delimiter.charAt(0),
        quote,
        config.getBoolean("header"),
        new LinkedHashSet<>(config.getList("null.marks")));
  }

  private static List<String> path(String text) {
    return Arrays.stream(text.split("/")).filter(part -> !part.isBlank()).toList();
  }

  private static List<String> names(List<Column> columns) {
    return columns.stream().map(Column::name).toList();
  }

  private static Optional<String> text(AbstractConfig config, String key) {
    return Optional.of(config.getString(key)).filter(text -> !text.isEmpty());
  }

  private void unknown(List<ConfigValue> values) {
    for (String key : given.keySet()) {
      if (!TableDefinition.DEF.configKeys().containsKey(key)) {
        ConfigValue value = new ConfigValue(key);
        value.value(given.get(key));
        value.addErrorMessage(
            "Unknown setting %s%s; those of a table are %s"
                .formatted(prefix, key, String.join(", ", TableDefinition.DEF.names())));
        values.add(value);
      }
    }
  }

  private void add(List<ConfigValue> values, String key, String problem) {
    values.stream()
        .filter(value -> value.name().equals(key))
        .forEach(
            value ->
                value.addErrorMessage(
                    "Invalid value for %s%s: %s".formatted(prefix, key, problem)));
  }

  private ConfigValue renamed(ConfigValue value) {
    List<String> errors =
        value.errorMessages().stream()
            .map(text -> text.contains(prefix) ? text : "%s (of table %s)".formatted(text, table))
            .toList();
    return new ConfigValue(
        prefix + value.name(), value.value(), value.recommendedValues(), new ArrayList<>(errors));
  }
}
