package dev.tidemark.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.ingest.fixture.ConnectWorker;
import dev.tidemark.ingest.fixture.Devstack;
import dev.tidemark.ingest.fixture.TopicReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a real worker, from the plug-in folder, with kill -9. */
@Tag("full")
final class FilesIT {
  private static final int FILES = 20;
  private static final int ROWS = 3_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void eachRowArrivesOnceThoughTheWorkerIsKilled() throws IOException {
    Path inbox = Files.createDirectory(folder.resolve("inbox"));
    for (int file = 0; file < FILES; file++) {
      write(inbox, file);
    }
    try (Devstack devstack = Devstack.up(folder.resolve("devstack"), "kafka");
        ConnectWorker worker =
            ConnectWorker.start(folder.resolve("worker"), devstack.variable("TIDEMARK_KAFKA"))) {
      TopicReader reader = new TopicReader(devstack.variable("TIDEMARK_KAFKA"));
      worker.ask("PUT", "/connectors/files/config", JSON.writeValueAsString(settings(inbox)));
      killWhileItReads(worker, reader, 2_000);
      killWhileItReads(worker, reader, 20_000);

      awaitStates(reader, "finished", FILES);
      assertThat(ids(reader.all("files.rows"))).hasSize(FILES * ROWS).doesNotHaveDuplicates();
      assertThat(reader.all("files.dead")).hasSize(FILES);

      Files.move(inbox.resolve("f1.csv"), inbox.resolve("renamed.csv"));
      awaitStates(reader, "renamed", 1);
      awaitStates(reader, "finished", FILES + 1); // under its new name, with nothing more to read
      readAgain(worker, "f2.csv");
      awaitStates(reader, "finished", FILES + 2);
      List<Long> ids = ids(reader.all("files.rows"));
      assertThat(ids).hasSize((FILES + 1) * ROWS);
      assertThat(new HashSet<>(ids)).hasSize(FILES * ROWS);
    }
  }

  private static void killWhileItReads(ConnectWorker worker, TopicReader reader, int rows)
      throws IOException {
    worker.ask("GET", "/connectors/files/status", "");
    Awaitility.await()
        .ignoreExceptions()
        .atMost(Duration.ofSeconds(60))
        .until(() -> reader.read("files.rows", rows).size() >= rows);
    worker.kill();
    worker.start();
  }

  /** Each file's rows are committed before, or with, what is told of its end. */
  private static void awaitStates(TopicReader reader, String state, int count) {
    Awaitility.await("%s files that are %s".formatted(count, state))
        .ignoreExceptions()
        .atMost(Duration.ofSeconds(90))
        .until(
            () ->
                reader.all("files.events").stream()
                    .filter(event -> json(event).path("state").asText().equals(state))
                    .count(),
            found -> found == count);
  }

  /** As docs/files.md has it. */
  private static void readAgain(ConnectWorker worker, String file) {
    worker.ask("PUT", "/connectors/files/stop", "");
    worker.ask(
        "PATCH",
        "/connectors/files/offsets",
        "{\"offsets\":[{\"partition\":{\"file\":\"%s\"},\"offset\":null}]}".formatted(file));
    worker.ask("PUT", "/connectors/files/resume", "");
  }

  private static List<Long> ids(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(FilesIT::id).toList();
  }

  private static Long id(ConsumerRecord<byte[], byte[]> record) {
    return json(record).path("after").path("id").longValue();
  }

  private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
    try {
      return JSON.readTree(record.value());
    } catch (IOException e) {
      throw new IllegalStateException("the worker writes JSON", e);
    }
  }

  private static void write(Path inbox, int file) throws IOException {
    boolean gzip = file % 5 == 0;
    Path path = inbox.resolve("f%s.csv%s".formatted(file, gzip ? ".gz" : ""));
    try (OutputStream raw = Files.newOutputStream(path);
        OutputStream out = gzip ? new GZIPOutputStream(raw) : raw) {
      StringBuilder text = new StringBuilder("id,name\nbad,row\n");
      for (int row = 0; row < ROWS; row++) {
        text.append((long) file * ROWS + row).append(",\"line\nbreak\"\n");
      }
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Map<String, String> settings(Path inbox) {
    Map<String, String> settings = new HashMap<>();
    settings.put("connector.class", FileSourceConnector.class.getName());
    settings.put("tasks.max", "2");
    settings.put("exactly.once.support", "required");
    settings.put("topic.creation.default.replication.factor", "1");
    settings.put("topic.creation.default.partitions", "1");
    settings.put("source", "files");
    settings.put("folder", inbox.toString());
    settings.put("tables", "rows");
    settings.put("events.topic", "files.events");
    settings.put("dead-letter.topic", "files.dead");
    settings.put("rate.records-per-second", "6000");
    settings.put("table.rows.topic", "files.rows");
    settings.put("table.rows.pattern", "*");
    settings.put("table.rows.format", "csv");
    settings.put("table.rows.key", "id");
    settings.put(
        "table.rows.columns",
        "[{\"name\":\"id\",\"type\":\"bigint\"},{\"name\":\"name\",\"type\":\"string\"}]");
    return settings;
  }
}
