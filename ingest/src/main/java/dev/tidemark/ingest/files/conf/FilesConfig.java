package dev.tidemark.ingest.files.conf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;

/** The settings of the connector and of its tasks. */
public final class FilesConfig extends AbstractConfig {
  /** Set by the connector for its tasks, never by a person. */
  public static final String TASK_INDEX = "task.index";

  public static final String TASK_COUNT = "task.count";
  public static final ConfigDef DEF = definition();

  private final List<TableConfig> tables;

  private FilesConfig(Map<String, String> settings) {
    super(DEF, settings, false);
    this.tables =
        getList("tables").stream().map(name -> new TableSettings(name, settings).config()).toList();
  }

  /**
   * @throws ConnectException with every mistake there is
   */
  public static FilesConfig of(Map<String, String> settings) {
    List<String> problems =
        validate(settings, DEF.validate(settings)).stream()
            .flatMap(value -> value.errorMessages().stream())
            .toList();
    if (!problems.isEmpty()) {
      throw new ConnectException(
          "The settings have %s mistakes:%n- %s"
              .formatted(problems.size(), String.join("%n- ".formatted(), problems)));
    }
    return new FilesConfig(settings);
  }

  /**
   * @param own as {@link ConfigDef} finds them
   * @return these, and those of the tables
   */
  public static List<ConfigValue> validate(Map<String, String> settings, List<ConfigValue> own) {
    List<ConfigValue> all = new ArrayList<>(own);
    Map<String, String> tableOfTopic = new HashMap<>();
    for (String table : names(own)) {
      List<ConfigValue> values = new TableSettings(table, settings).validate();
      for (ConfigValue value : values) {
        if (value.name().endsWith(".topic") && value.value() != null) {
          String other = tableOfTopic.putIfAbsent(value.value().toString(), table);
          if (other != null) {
            value.addErrorMessage(
                "Invalid value %s for configuration %s: it is the topic of table %s too; give each its own"
                    .formatted(value.value(), value.name(), other));
          }
        }
      }
      all.addAll(values);
    }
    return all;
  }

  private static List<String> names(List<ConfigValue> own) {
    return own.stream()
        .filter(value -> value.name().equals("tables") && value.value() instanceof List<?>)
        .flatMap(value -> ((List<?>) value.value()).stream())
        .map(Object::toString)
        .distinct()
        .toList();
  }

  public List<TableConfig> tables() {
    return tables;
  }

  public String source() {
    return getString("source");
  }

  public Path folder() {
    return Path.of(getString("folder"));
  }

  public String eventsTopic() {
    return getString("events.topic");
  }

  public String deadLetterTopic() {
    return getString("dead-letter.topic");
  }

  /** Empty if nobody is to be told that all is read. */
  public Optional<String> heartbeatTopic() {
    return Optional.of(getString("heartbeat.topic")).filter(topic -> !topic.isEmpty());
  }

  public Duration pollInterval() {
    return Duration.ofMillis(getLong("poll.interval-ms"));
  }

  public Duration settleTime() {
    return Duration.ofMillis(getLong("settle.time-ms"));
  }

  public int largestRecord() {
    return getInt("record.max-bytes");
  }

  /** Of this task alone; zero if unbounded. */
  public double recordsPerSecond() {
    return (double) getLong("rate.records-per-second") / taskCount();
  }

  /** Of this task alone; zero if unbounded. */
  public double bytesPerSecond() {
    return (double) getLong("rate.bytes-per-second") / taskCount();
  }

  public int taskIndex() {
    return getInt(TASK_INDEX);
  }

  public int taskCount() {
    return getInt(TASK_COUNT);
  }

  private static ConfigDef definition() {
    return new ConfigDef()
        .define(
            "source",
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            new ConfigDef.NonEmptyString(),
            Importance.HIGH,
            "Name of the source; each record bears it.")
        .define(
            "folder",
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            Checks.of("a folder", Checks::folder),
            Importance.HIGH,
            "Folder that is watched, with those below it, as every worker sees it.")
        .define(
            "tables",
            ConfigDef.Type.LIST,
            ConfigDef.NO_DEFAULT_VALUE,
            Checks.of("names", Checks::tables),
            Importance.HIGH,
            "Names of the tables; each has settings table.<name>.*")
        .define(
            "events.topic",
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            Checks.of("a topic", Checks::topic),
            Importance.HIGH,
            "Topic that is told what becomes of each file.")
        .define(
            "dead-letter.topic",
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            Checks.of("a topic", Checks::topic),
            Importance.HIGH,
            "Topic of the records that cannot be read, with reason and raw bytes.")
        .define(
            "heartbeat.topic",
            ConfigDef.Type.STRING,
            "",
            Checks.of("a topic or nothing", Checks::topicOrNone),
            Importance.MEDIUM,
            "Topic that is told each second, while there is nothing to read, up to when all files are read; none if empty.")
        .define(
            "poll.interval-ms",
            ConfigDef.Type.LONG,
            1_000L,
            Range.between(100, 3_600_000),
            Importance.MEDIUM,
            "Pause between two looks into the folder, in milliseconds.")
        .define(
            "settle.time-ms",
            ConfigDef.Type.LONG,
            5_000L,
            Range.between(100, 3_600_000),
            Importance.MEDIUM,
            "How long a file must not have changed to be taken as whole, in milliseconds.")
        .define(
            "rate.records-per-second",
            ConfigDef.Type.LONG,
            0L,
            Range.between(0, 1_000_000_000),
            Importance.MEDIUM,
            "Most records per second, of all tasks together; 0 for no limit.")
        .define(
            "rate.bytes-per-second",
            ConfigDef.Type.LONG,
            0L,
            Range.between(0, 1_000_000_000_000L),
            Importance.MEDIUM,
            "Most bytes per second, of all tasks together; 0 for no limit.")
        .define(
            "record.max-bytes",
            ConfigDef.Type.INT,
            1_048_576,
            Range.between(1_024, 67_108_864),
            Importance.MEDIUM,
            "Largest record; a larger one becomes a dead letter with its first bytes.")
        .defineInternal(
            TASK_INDEX,
            ConfigDef.Type.INT,
            0,
            Range.atLeast(0),
            Importance.LOW,
            "Set by the connector.")
        .defineInternal(
            TASK_COUNT,
            ConfigDef.Type.INT,
            1,
            Range.atLeast(1),
            Importance.LOW,
            "Set by the connector.");
  }
}
