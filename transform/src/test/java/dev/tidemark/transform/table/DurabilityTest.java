package dev.tidemark.transform.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Platform.Durability;
import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.fixture.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is put on the disk, and in which order, as the JVM itself records it. */
final class DurabilityTest {
  private static final StructType COLUMNS = StructType.fromDDL("id BIGINT, day STRING");

  @TempDir private Path lake;
  private long version;

  @Test
  void eachFileIsOnTheDiskBeforeTheLogNamesIt() throws IOException {
    LakeTable table = open(Durability.POWER, List.of());
    table.append(
        Append.of(next(), List.of(RowFactory.create(1L, "a"), RowFactory.create(2L, "b"))));
    String first = onlyFile(".parquet");

    List<String> forced =
        forced(
            () ->
                table.replace(
                    List.of(new RowPosition(first, 0)),
                    Append.of(next(), List.of(RowFactory.create(1L, "c")))));

    String added = files(".parquet").filter(name -> !name.equals(first)).findFirst().orElseThrow();
    String vector = onlyFile(".bin");
    assertThat(forced)
        .startsWith("t/" + vector, "t", "t/" + added, "t")
        .element(4)
        .asString()
        .startsWith("t/_delta_log/.00000000000000000002.json.")
        .endsWith(".tmp");
    assertThat(forced).element(5).isEqualTo("t/_delta_log");
  }

  @Test
  void aNewFolderIsOnTheDiskBeforeTheLogNamesAFileInIt() throws IOException {
    LakeTable table = open(Durability.POWER, List.of("day"));

    List<String> forced =
        forced(() -> table.append(Append.of(next(), List.of(RowFactory.create(1L, "a")))));

    assertThat(forced.subList(0, 3))
        .satisfiesExactly(
            folder -> assertThat(folder).isEqualTo("t"),
            file -> assertThat(file).startsWith("t/day=a/").endsWith(".parquet"),
            folder -> assertThat(folder).isEqualTo("t/day=a"));
    assertThat(forced).element(3).asString().startsWith("t/_delta_log/.");
  }

  @Test
  void nothingIsForcedWhereTheProcessAloneIsToBeSurvived() throws IOException {
    LakeTable table = open(Durability.PROCESS, List.of());

    assertThat(forced(() -> table.append(Append.of(next(), List.of(RowFactory.create(1L, "a"))))))
        .isEmpty();
  }

  @Test
  void checkpointsOfSparkAreNotForced() throws IOException {
    Configuration hadoop = hadoop(Durability.POWER);
    Files.createDirectories(lake.resolve("_tidemark/checkpoints/main/offsets"));
    org.apache.hadoop.fs.Path disposable =
        new org.apache.hadoop.fs.Path(lake.toString(), "_tidemark/checkpoints/main/offsets/0");

    assertThat(forced(() -> disposable.getFileSystem(hadoop).create(disposable).close())).isEmpty();
  }

  private interface Work {
    void run() throws IOException;
  }

  /** Files and folders of the lake, in the order in which they were forced. */
  private List<String> forced(Work work) throws IOException {
    Path file = lake.resolve("forced.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileForce").withoutThreshold();
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = new ArrayList<>(RecordingFile.readAllEvents(file));
    events.sort(Comparator.comparing(RecordedEvent::getStartTime));
    return events.stream()
        .map(event -> event.getString("path"))
        .filter(path -> path.startsWith(lake + "/"))
        .map(path -> path.substring(lake.toString().length() + 1))
        .toList();
  }

  private LakeTable open(Durability durability, List<String> partitionBy) {
    return LakeTable.open(
        new TableSpec(lake.resolve("t").toString(), COLUMNS, partitionBy), hadoop(durability));
  }

  /** With a file system of its own: Hadoop keeps one for a process, with the settings it had. */
  private static Configuration hadoop(Durability durability) {
    Configuration hadoop = TestSpark.hadoop(durability);
    hadoop.setBoolean("fs.file.impl.disable.cache", true);
    return hadoop;
  }

  private String onlyFile(String ending) throws IOException {
    return files(ending).findFirst().orElseThrow();
  }

  private Stream<String> files(String ending) throws IOException {
    try (Stream<Path> all = Files.list(lake.resolve("t"))) {
      return all
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .toList()
          .stream();
    }
  }

  private TransactionId next() {
    return new TransactionId("test", ++version);
  }
}
