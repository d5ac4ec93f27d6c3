package dev.tidemark.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a file between its arrival and its end. */
final class FileLifeTest {
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
  void readsWholeLinesAtOnceAndTheLastOneWhenTheFileStandsStill() throws IOException {
    worker.fresh("a.csv", bytes("id,name\n1,x\n2,half"));
    worker.work();
    assertThat(worker.names()).containsExactly("1=x");
    assertThat(worker.states()).containsExactly("started");

    worker.clock.pass(SETTLED);
    worker.work();

    assertThat(worker.names()).containsExactly("1=x", "2=half");
    assertThat(worker.states()).containsExactly("started", "finished");
  }

  @Test
  void goesOnWithAFileWhileItIsWritten() throws IOException {
    Path file = worker.fresh("a.csv", bytes("id,na"));
    worker.work();
    append(file, "me\n1,x\n2");
    worker.work();
    append(file, ",y\n3,\"z");
    worker.work();
    append(file, "\nz\"\n");

    worker.work();

    assertThat(worker.names()).containsExactly("1=x", "2=y", "3=z\nz");
    assertThat(worker.of("rows").get(2).headers().lastWithName("position").value()).isEqualTo(16L);
    assertThat(worker.dead()).isEmpty();
  }

  @Test
  void continuesAFileThatGrewAfterItWasFinished() throws IOException {
    Path file = worker.old("a.csv", "id,name\n1,x\n");
    worker.work();
    append(file, "2,y\n");

    worker.work().clock.pass(SETTLED);
    worker.work();

    assertThat(worker.names()).containsExactly("1=x", "2=y");
    assertThat(worker.states()).containsExactly("started", "finished", "continued", "finished");
  }

  @Test
  void continuesAFileThatGrewWhileTheWorkerWasDown() throws IOException {
    Path file = worker.old("a.csv", "id,name\n1,x\n");
    worker.work().die();
    append(file, "2,y\n");

    worker.work();

    assertThat(worker.names()).containsExactly("1=x", "2=y");
  }

  @Test
  void readsNothingAgainAfterARestart() throws IOException {
    worker.old("a.csv", "id,name\n1,x\n");
    worker.work().die();
    int before = worker.records.size();

    worker.work();

    assertThat(worker.records).hasSize(before);
  }

  @Test
  void readsEachRowOnceThoughTheWorkerDiesAgainAndAgain() throws IOException {
    StringBuilder text = new StringBuilder("id,name\n");
    IntStream.range(0, 20_000).forEach(i -> text.append(i).append(",\"a\nb\"\n"));
    worker.old("a.csv", text.toString());

    for (int i = 0; i < 4; i++) {
      worker.pollAndDie();
      worker.poll();
      worker.poll();
      worker.die();
    }
    worker.work();

    assertThat(worker.rows()).extracting(row -> row.get("id")).doesNotHaveDuplicates();
    assertThat(worker.rows()).hasSize(20_000);
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
    Path file = worker.fresh("a.csv", bytes("id,name\n1,x\n"));
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
    append(folder.resolve("done.csv"), "2,y\n");

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

  @Test
  void leavesFilesAloneWhoseNamesSaySo() throws IOException {
    for (String name :
        new String[] {".a", "_b", "c.tmp", "d.part", "e.filepart", "f.crdownload", "g~"}) {
      worker.old(name, "id,name\n1,x\n");
    }
    worker.old(".hidden/h.csv", "id,name\n1,x\n");

    worker.work();

    assertThat(worker.records).isEmpty();
  }

  @Test
  void tellsOfAFolderThatCannotBeReadAndGoesOnWhenItCan() throws IOException {
    Path moved = Files.move(folder, folder.resolveSibling(folder.getFileName() + "-away"));

    worker.work();

    assertThat(worker.details("unreadable")).hasSize(1);
    assertThat(worker.details("unreadable").get(0))
        .startsWith("it cannot be read: java.nio.file.NoSuchFileException");
    Files.move(moved, folder);
    worker.old("a.csv", "id,name\n1,x\n");
    worker.work();
    assertThat(worker.names()).containsExactly("1=x");
  }

  @Test
  void readsTheOldestFileFirst() throws IOException {
    worker.old("b.csv", "id,name\n1,first\n");
    worker.clock.pass(Duration.ofSeconds(10));
    worker.old("a.csv", "id,name\n1,second\n");

    worker.work();

    assertThat(worker.names()).containsExactly("1=first", "1=second");
  }

  @Test
  void looksUpManySmallFilesInFewBatchesAndOnlyOnce() throws IOException {
    byte[] bytes = bytes("id,name\n1,x\n");
    FileTime time = FileTime.from(Worker.NOW.minusSeconds(3_600));
    for (int i = 0; i < 20_000; i++) {
      Path file = folder.resolve("f" + i);
      Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
      Files.setLastModifiedTime(file, time);
    }
    worker.work();
    assertThat(worker.rows()).hasSize(20_000);
    // by path, by inode and by content, 500 at a time, and the folder's last few
    assertThat(worker.lookups).isLessThan(3 * 20_000 / 500 + 20);
    assertThat(worker.largestLookup).isEqualTo(500);
    int afterReading = worker.lookups;

    worker.work().work();

    assertThat(worker.lookups).isEqualTo(afterReading);
  }

  @Test
  void showsWhatItHasDoneInMetrics() throws IOException {
    worker.old("a.csv", "id,name\n1,x\nbad,y\n");
    worker.fresh("b.csv", bytes("id,name\n2,z\n"));

    worker.work();

    assertThat(worker.metric("records-total")).isEqualTo(3L);
    assertThat(worker.metric("bad-records-total")).isEqualTo(1L);
    assertThat(worker.metric("bytes-total")).isEqualTo(30L);
    assertThat(worker.metric("files-open")).isEqualTo(1L);
    assertThat(worker.metric("files-known")).isEqualTo(1L);
    assertThat(worker.metric("files-broken")).isEqualTo(0L);
    assertThat(worker.metric("lag-bytes")).isEqualTo(0L);
  }

  @Test
  void sharesTheFilesAmongTheTasksSoThatEachHasOne() throws IOException {
    for (int i = 0; i < 40; i++) {
      worker.old("f" + i, "id,name\n%s,x\n".formatted(i));
    }
    worker.settings.put("task.count", "3");
    for (int task = 0; task < 3; task++) {
      worker.settings.put("task.index", String.valueOf(task));
      int before = worker.rows().size();
      worker.work().die();
      assertThat(worker.rows().size() - before).isBetween(1, 39);
    }

    assertThat(worker.rows()).hasSize(40);
    assertThat(worker.rows()).extracting(row -> row.get("id")).doesNotHaveDuplicates();
  }

  @Test
  void endsAPollSoonWhenItIsStopped() throws Exception {
    worker.settings.put("poll.interval-ms", "3600000");
    FileSourceTask task = worker.task();
    Thread poller = new Thread(() -> pollOften(task));
    poller.start(); // a hundred polls take most of a minute, unless the task is stopped

    task.stop();
    poller.join(2_000);

    assertThat(poller.isAlive()).isFalse();
    assertThat(task.poll()).isNull();
  }

  @Test
  void keepsToItsRate() throws IOException {
    worker.settings.put("rate.records-per-second", "1000");
    StringBuilder text = new StringBuilder("id,name\n");
    IntStream.range(0, 5_000).forEach(i -> text.append(i).append(",x\n"));
    worker.old("a.csv", text.toString());
    long start = System.nanoTime();

    while (System.nanoTime() - start < 1_500_000_000L) {
      worker.poll();
    }

    assertThat(worker.rows().size()).isBetween(1_500, 3_700);
  }

  @Test
  void movesTheOffsetWithTheLastRecordOfABatchAlone() throws IOException {
    worker.old("a.csv", "id,name\n1,x\n2,y\n");
    worker.work();

    assertThat(worker.of("rows"))
        .extracting(record -> (Object) record.sourceOffset().get("position"))
        .containsExactly(0L, 0L);
    assertThat(worker.offsets.get(Map.of("file", "a.csv")).get("position")).isEqualTo(16L);
  }

  private static Map<Map<String, ?>, Map<String, ?>> offset(Map<String, ?> partition) {
    Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
    offsets.put(partition, null);
    return offsets;
  }

  private void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
    worker.clock.pass(Duration.ofMillis(10));
    Files.setLastModifiedTime(file, FileTime.from(worker.clock.instant()));
  }

  private static void pollOften(FileSourceTask task) {
    try {
      for (int i = 0; i < 100; i++) {
        assertThat(task.poll()).isNull();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
