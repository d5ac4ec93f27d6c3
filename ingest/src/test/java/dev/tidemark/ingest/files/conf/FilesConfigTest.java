package dev.tidemark.ingest.files.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.ingest.files.FileSourceConnector;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;

final class FilesConfigTest {
  private static final String COLUMNS = "[{\"name\":\"id\",\"type\":\"bigint\"}]";

  private final Map<String, String> settings =
      new HashMap<>(
          Map.of(
              "source", "s",
              "folder", "/data",
              "tables", "t",
              "events.topic", "s.files",
              "dead-letter.topic", "s.dead",
              "table.t.topic", "s.t",
              "table.t.pattern", "*.csv",
              "table.t.format", "csv",
              "table.t.columns", COLUMNS));

  @Test
  void hasADefaultForAllThatIsNotNamed() {
    FilesConfig config = FilesConfig.of(settings);

    assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.settleTime()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.largestRecord()).isEqualTo(1_048_576);
    assertThat(config.recordsPerSecond()).isZero();
    assertThat(config.bytesPerSecond()).isZero();
    TableConfig table = config.tables().get(0);
    assertThat(table.key()).isEmpty();
    assertThat(table.csv().delimiter()).isEqualTo(',');
    assertThat(table.csv().quote()).contains('"');
    assertThat(table.csv().header()).isTrue();
    assertThat(table.charset().name()).isEqualTo("UTF-8");
  }

  @Test
  void dividesTheRateByTheTasks() {
    settings.put("rate.records-per-second", "100");
    settings.put("task.count", "4");

    assertThat(FilesConfig.of(settings).recordsPerSecond()).isEqualTo(25.0);
  }

  @Test
  void namesEveryMistakeAtOnce() {
    settings.put("folder", "data");
    settings.put("poll.interval-ms", "1");
    settings.put("tables", "t,u");
    settings.put("table.t.charset", "UTF-16");
    settings.put("table.t.zone", "Mars");
    settings.put("table.t.delimeter", ";");
    settings.remove("dead-letter.topic");

    Map<String, List<String>> errors = errors();

    assertThat(errors.keySet())
        .containsExactlyInAnyOrder(
            "folder",
            "poll.interval-ms",
            "dead-letter.topic",
            "table.t.charset",
            "table.t.zone",
            "table.t.delimeter",
            "table.u.topic",
            "table.u.pattern",
            "table.u.format",
            "table.u.columns");
    assertThat(errors.get("table.t.charset").get(0))
        .contains("convert the files to UTF-8")
        .contains("table t");
    assertThat(errors.get("table.t.delimeter").get(0))
        .startsWith("Unknown setting table.t.delimeter; those of a table are ");
  }

  @Test
  void namesEveryMistakeInColumns() {
    settings.put("table.t.key", "nr");
    settings.put("table.t.event-time", "id");
    settings.put(
        "table.t.columns",
        "[{\"name\":\"id\",\"type\":\"bigint\"},{\"name\":\"ID\",\"type\":\"int\",\"field\":\"id\"},"
            + "{\"name\":\"_x\",\"type\":\"int\"},{\"name\":\"y\",\"type\":\"money\",\"size\":1},"
            + "{\"name\":\"d\",\"type\":\"date\",\"format\":\"bbb\"}]");

    Map<String, List<String>> errors = errors();

    assertThat(errors.get("table.t.columns"))
        .hasSize(6)
        .anyMatch(text -> text.contains("column 'ID' is there twice"))
        .anyMatch(text -> text.contains("field 'id' has two columns"))
        .anyMatch(text -> text.contains("column 3 has the name '_x'"))
        .anyMatch(text -> text.contains("column 4 has 'size'"))
        .anyMatch(text -> text.contains("column 'y': type 'money' is not known"))
        .anyMatch(text -> text.contains("format of column 'd'"));
    assertThat(errors.get("table.t.key").get(0))
        .contains("'nr' is none of the columns [id, ID, d]");
    assertThat(errors.get("table.t.event-time").get(0))
        .contains("'id' is no column of type timestamp");
  }

  @Test
  void refusesOneTopicForTwoTablesAndXmlWithoutAPath() {
    settings.put("tables", "t,u");
    settings.put("table.u.topic", "s.t");
    settings.put("table.u.pattern", "*.xml");
    settings.put("table.u.format", "xml");
    settings.put("table.u.columns", COLUMNS);

    Map<String, List<String>> errors = errors();

    assertThat(errors.keySet()).containsExactlyInAnyOrder("table.u.topic", "table.u.record.path");
  }

  @Test
  void startsNoConnectorWithMistakes() {
    settings.put("table.t.format", "excel");
    settings.put("tables", "");

    assertThatThrownBy(() -> new FileSourceConnector().start(settings))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("The settings have 1 mistakes:")
        .hasMessageContaining("empty: name a table");
  }

  @Test
  void givesEachTaskItsNumber() {
    FileSourceConnector connector = new FileSourceConnector();
    connector.start(settings);

    assertThat(connector.taskConfigs(3))
        .extracting(task -> task.get("task.index") + "/" + task.get("task.count"))
        .containsExactly("0/3", "1/3", "2/3");
    assertThat(connector.exactlyOnceSupport(settings)).isEqualTo(ExactlyOnceSupport.SUPPORTED);
  }

  @Test
  void refusesToAlterOffsetsThatAreNotItsOwn() {
    Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
    offsets.put(Map.of("filename", "a.csv"), null);

    assertThatThrownBy(() -> new FileSourceConnector().alterOffsets(settings, offsets))
        .hasMessage(
            "Partition {filename=a.csv} is none of this connector. Write {\"file\": \"<path below the folder>\"}, with / between.");
  }

  private Map<String, List<String>> errors() {
    return new FileSourceConnector()
        .validate(settings).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
  }
}
