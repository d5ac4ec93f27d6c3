package dev.tidemark.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one task does with a folder of files: which it takes, how fast, and what it shows. */
final class FilesTaskTest {
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
    byte[] bytes = Worker.bytes("id,name\n1,x\n");
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
    worker.fresh("b.csv", Worker.bytes("id,name\n2,z\n"));

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

    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(worker.rows()).hasSizeGreaterThanOrEqualTo(1_000);
    // a second's worth at the start, and one batch more than is left may be under way
    assertThat(worker.rows().size()).isLessThanOrEqualTo((int) (1_000 * (seconds + 2)));
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
}
