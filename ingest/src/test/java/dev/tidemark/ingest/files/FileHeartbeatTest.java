package dev.tidemark.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task says up to when its files are read, and never more. */
final class FileHeartbeatTest {
  private static final Duration SETTLE = Duration.ofSeconds(5);

  @TempDir private Path folder;

  @Test
  void beatsOnceASecondWhenAllIsReadAndNotBefore() throws IOException {
    try (Worker worker = worker(Map.of("heartbeat.topic", "beats"))) {
      worker.old("a.csv", "id,name\n1,x\n2,y\n");
      worker.work();
      assertThat(topics(worker).indexOf("beats")).isGreaterThan(topics(worker).lastIndexOf("rows"));

      int before = worker.of("beats").size();
      pass(worker, 50);
      assertThat(worker.of("beats").size() - before).isBetween(4, 6);
      Struct beat = (Struct) worker.of("beats").get(worker.of("beats").size() - 1).value();
      assertThat(beat.getInt32("task")).isZero();
      assertThat(beat.getInt32("tasks")).isEqualTo(1);
      assertThat(beat.getInt64("ts_ms"))
          .as("what stood still at the last look")
          .isBetween(
              worker.clock.instant().minus(SETTLE).minusSeconds(2).toEpochMilli(),
              worker.clock.instant().minus(SETTLE).toEpochMilli());
    }
  }

  @Test
  void isSilentWhileTheFolderCannotBeRead() throws IOException {
    try (Worker worker = worker(Map.of("heartbeat.topic", "beats"))) {
      worker.work();
      Path moved = Files.move(folder, folder.resolveSibling(folder.getFileName() + "-away"));
      pass(worker, 10);
      int before = worker.of("beats").size();
      pass(worker, 20);
      assertThat(worker.of("beats")).hasSize(before);

      Files.move(moved, folder);
      worker.clock.pass(Duration.ofSeconds(15));
      pass(worker, 15);
      assertThat(worker.of("beats")).hasSizeGreaterThan(before);
    }
  }

  /** So many tenths of a second. */
  private static void pass(Worker worker, int tenths) {
    for (int i = 0; i < tenths; i++) {
      worker.poll();
      worker.clock.pass(Duration.ofMillis(100));
    }
  }

  @Test
  void isSilentWhereNobodyAsks() throws IOException {
    try (Worker worker = worker(Map.of())) {
      worker.old("a.csv", "id,name\n1,x\n");
      worker.work();
      assertThat(topics(worker)).containsOnly("rows", "events");
    }
  }

  private Worker worker(Map<String, String> more) {
    Worker worker = new Worker(folder, more);
    worker.settings.put("settle.time-ms", String.valueOf(SETTLE.toMillis()));
    return worker;
  }

  private static List<String> topics(Worker worker) {
    return worker.records.stream().map(SourceRecord::topic).toList();
  }
}
