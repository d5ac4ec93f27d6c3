package dev.tidemark.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which file is one that is known already: changed in place, renamed, moved or copied. */
final class FileIdentityTest {
  private static final Duration SETTLED = Duration.ofSeconds(6);

  @TempDir private Path folder;
  private Worker worker;

  @BeforeEach
  void start() {
    worker = new Worker(folder, Map.of());
  }

  @AfterEach
  void stop() {
    worker.close();
  }

  @Test
  void reportsAFileThatChangedInPlaceAndLeavesItAlone() throws IOException {
    worker.old("a.csv", "id,name\n1,x\n");
    worker.work();
    worker.old("a.csv", "id,name\n1,X\n2,y\n");
    worker.clock.pass(SETTLED);

    worker.work().die();
    worker.work();

    assertThat(worker.names()).containsExactly("1=x");
    assertThat(worker.details("changed"))
        .containsExactly(
            "its first 12 bytes are others than those that were read; it is left alone. To read it again from its beginning, remove its offset; to go on, restore it");
  }

  @Test
  void readsAChangedFileAgainOnceItsOffsetIsRemoved() throws IOException {
    worker.old("a.csv", "id,name\n1,x\n");
    worker.work();
    worker.old("a.csv", "id,name\n1,X\n2,y\n");
    worker.work().die();
    Map<String, ?> partition = Map.of("file", "a.csv");
    assertThat(new FileSourceConnector().alterOffsets(Map.of(), offset(partition))).isTrue();
    worker.offsets.remove(partition);

    worker.work();

    assertThat(worker.names()).containsExactly("1=x", "1=X", "2=y");
  }

  @Test
  void noticesThatAFollowedFileWasCutAndWrittenAnew() throws IOException {
    Path file = worker.fresh("a.csv", Worker.bytes("id,name\n1,x\n"));
    worker.work();
    Files.writeString(file, "id,name\n7,other and longer\n");
    Files.setLastModifiedTime(file, FileTime.from(worker.clock.instant()));

    worker.work();

    assertThat(worker.names()).containsExactly("1=x");
    assertThat(worker.events("changed")).hasSize(1);
  }

  @Test
  void doesNotReadARenamedFileTwice() throws IOException {
    Path file = worker.old("a.csv", "id,name\n1,x\n");
    worker.work();
    Files.move(file, folder.resolve("done.csv"));
    worker.append(folder.resolve("done.csv"), "2,y\n");

    worker.work().clock.pass(SETTLED);
    worker.work();

    assertThat(worker.names()).containsExactly("1=x", "2=y");
    assertThat(worker.details("renamed")).containsExactly("it was a.csv");
    assertThat(worker.events("renamed").get(0).get("file")).isEqualTo("done.csv");
  }

  @Test
  void doesNotReadAFileTwiceThatWasRenamedTwice() throws IOException {
    Path file = worker.old("a.csv", "id,name\n1,x\n");
    worker.work().die();
    Files.move(file, folder.resolve("b.csv"));
    worker.work().die();
    Files.move(folder.resolve("b.csv"), folder.resolve("c.csv"));

    worker.work();

    assertThat(worker.names()).containsExactly("1=x");
    assertThat(worker.details("renamed")).containsExactly("it was a.csv", "it was b.csv");
  }

  @Test
  void goesOnWithAFileThatIsRenamedWhileItIsRead() throws IOException {
    StringBuilder text = new StringBuilder("id,name\n");
    IntStream.range(0, 20_000).forEach(i -> text.append(i).append(",x\n"));
    Path file = worker.old("a.csv", text.toString());
    worker.poll();
    worker.poll();
    Files.move(file, folder.resolve("b.csv"));

    worker.work();

    assertThat(worker.rows()).hasSize(20_000);
    assertThat(worker.rows()).extracting(row -> row.get("id")).doesNotHaveDuplicates();
  }

  @Test
  void readsACopyAsAFileOfItsOwn() throws IOException {
    Path file = worker.old("a.csv", "id,name\n1,x\n");
    worker.work();
    Files.copy(file, folder.resolve("b.csv"), StandardCopyOption.COPY_ATTRIBUTES);

    worker.work();

    assertThat(worker.names()).containsExactly("1=x", "1=x");
  }

  @Test
  void knowsAFileThatWasMovedThroughAnotherFileSystemByItsContent() throws IOException {
    Path file = worker.old("a.csv", "id,name\n1,x\n");
    worker.work();
    Files.copy(file, folder.resolve("b.csv"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.delete(file);

    worker.work();

    assertThat(worker.names()).containsExactly("1=x");
    assertThat(worker.details("renamed")).containsExactly("it was a.csv");
  }

  @Test
  void readsAnEqualFileOfAnotherDayAsANewOne() throws IOException {
    Path file = worker.old("a.csv", "id,name\n1,x\n");
    worker.work();
    Files.delete(file);
    worker.clock.pass(Duration.ofDays(1));
    worker.old("b.csv", "id,name\n1,x\n");

    worker.work();

    assertThat(worker.names()).containsExactly("1=x", "1=x");
  }

  private static Map<Map<String, ?>, Map<String, ?>> offset(Map<String, ?> partition) {
    Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
    offsets.put(partition, null);
    return offsets;
  }
}
