package dev.tidemark.ingest.filesource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.FileSource;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.ingest.connector.ConnectorSettings;
import dev.tidemark.ingest.control.TopicSpec;
import dev.tidemark.ingest.files.conf.FilesConfig;
import dev.tidemark.ingest.fixture.ConfFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileConnectorTest {
  @TempDir private Path root;
  private ConfFolder conf;

  @BeforeEach
  void aFolder() {
    conf =
        new ConfFolder(root)
            .file(
                "sources/tills.yaml",
                """
                kind: files
                folder: /data/tills
                settle: 2s
                rate: {records: 1000}
                tasks: 2
                settings: {poll.interval-ms: 300}
                tables:
                  receipts:
                    files: "*.csv"
                    format: csv
                    columns:
                      number: bigint
                      sold_at: {type: timestamp, field: Sold at, format: "dd.MM.yyyy HH:mm"}
                      total: "decimal(12, 2)"
                    key: [number]
                    event-time: sold_at
                    delimiter: ";"
                    null-marks: [n/a]
                    number-decimal: ","
                  visits:
                    files: "visits/**"
                    format: json-lines
                    columns: {at: timestamp}
                """);
  }

  @Test
  void isToldWhatConfSays() {
    ConnectorSettings settings = settings();

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.settings())
        .containsEntry("connector.class", "dev.tidemark.ingest.files.FileSourceConnector")
        .containsEntry("exactly.once.support", "required")
        .containsEntry("tasks.max", "2")
        .containsEntry("tables", "receipts,visits")
        .containsEntry("settle.time-ms", "2000")
        .containsEntry("poll.interval-ms", "300")
        .containsEntry("rate.records-per-second", "1000")
        .containsEntry("events.topic", "tills.file-events")
        .containsEntry("dead-letter.topic", "tills.dead-letters")
        .containsEntry("heartbeat.topic", "__debezium-heartbeat.tills")
        .containsEntry("table.receipts.topic", "tills.receipts")
        .containsEntry("table.receipts.pattern", "*.csv")
        .containsEntry("table.receipts.null.marks", "n/a")
        .containsEntry("table.receipts.number.decimal", ",")
        .containsEntry("table.receipts.event-time", "sold_at")
        .containsEntry("table.visits.key", "");
    FilesConfig read = FilesConfig.of(settings.settings());
    assertThat(read.tables().get(0).columns().get(1).field()).isEqualTo("Sold at");
    assertThat(read.tables().get(0).key()).containsExactly("number");
  }

  @Test
  void mistakesAreToldAtTheLineOfConf() {
    conf.file(
        "sources/tills.yaml",
        """
        kind: files
        folder: /data/tills
        settings: {poll.interval-ms: 300}
        tables:
          receipts:
            files: "[*.csv"
            format: csv
            columns:
              number: number
            key: [nr]
            delimiter: ";;"
            charset: UTF-16
          empty:
            files: "*.json"
            format: json-lines
        """);

    assertThat(settings().problems().stream().map(Problem::toString))
        .allSatisfy(text -> assertThat(text).startsWith(root + "/sources/tills.yaml:"))
        .anySatisfy(text -> assertThat(text).contains("tills.yaml:6: tables.receipts.files: "))
        .anySatisfy(
            text -> assertThat(text).contains("tills.yaml:11: tables.receipts.delimiter: not one"))
        .anySatisfy(
            text -> assertThat(text).contains("tills.yaml:12: tables.receipts.charset: a charset"))
        .hasSize(3);
    assertThat(FileSchema.of(source()).problems().stream().map(Problem::toString))
        .containsExactly(
            root
                + "/sources/tills.yaml:13: the columns of table 'empty' are not known; let a sample tell them and write them here: ingest infer tills empty FILE");
  }

  @Test
  void aTableWithoutKeyIsKeyedByFileAndPosition() {
    assertThat(FileSchema.of(source()).tables().get("visits").primaryKey())
        .containsExactly("file_name", "file_position");
    assertThat(FileSchema.of(source()).tables().get("receipts").columns())
        .extracting(column -> column.name() + " " + column.type().full() + " " + column.nullable())
        .containsExactly(
            "number bigint false", "sold_at timestamp true", "total decimal(12,2) true");
  }

  @Test
  void everyTopicHasItsRetention() {
    assertThat(new FileTopics(source()).all())
        .extracting(TopicSpec::toString)
        .containsExactly(
            "tills.receipts: 1 partition, retention 7 d",
            "tills.visits: 1 partition, retention 7 d",
            "__debezium-heartbeat.tills: 1 partition, retention 1 d",
            "tills.file-events: 1 partition, retention 90 d",
            "tills.dead-letters: 1 partition, retention for ever");
  }

  private FileSource source() {
    return (FileSource) conf.conf().sources().get("tills");
  }

  private ConnectorSettings settings() {
    return FileConnector.settings(source(), conf.platform());
  }
}
