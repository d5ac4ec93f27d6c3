package dev.tidemark.transform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.transform.fixture.TestSpark;
import io.delta.storage.HDFSLogStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalFilesTest {
  private static final int WRITERS = 4;
  private static final int VERSIONS = 50;

  @TempDir private Path folder;
  private final Configuration hadoop = TestSpark.hadoop();
  private FileSystem files;

  @BeforeEach
  void open() throws IOException {
    files = FileSystem.newInstance(folder.toUri(), hadoop);
  }

  @Test
  void isWhatTheSettingsName() throws IOException {
    assertThat(files).isInstanceOf(LocalFiles.class);
    assertThat(FileContext.getFileContext(folder.toUri(), hadoop).getDefaultFileSystem())
        .isInstanceOf(LocalFilesContext.class);
  }

  @Test
  void aFullDiskIsAnExceptionAndNoError() throws IOException {
    Files.createSymbolicLink(folder.resolve("full"), Path.of("/dev/full"));

    assertThatThrownBy(
            () -> {
              try (FSDataOutputStream out = files.create(hadoopPath("full"), true)) {
                out.write(new byte[10_000]);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left on device");
  }

  @Test
  void renamingNeverReplacesAFile() throws IOException {
    Files.writeString(folder.resolve("a"), "a");
    Files.writeString(folder.resolve("b"), "b");

    boolean renamed = files.rename(hadoopPath("a"), hadoopPath("b"));

    assertThat(renamed).isFalse();
    assertThat(folder.resolve("a")).hasContent("a");
    assertThat(folder.resolve("b")).hasContent("b");
  }

  @Test
  void renamingToAFreeNameMovesTheFile() throws IOException {
    Files.writeString(folder.resolve("a"), "a");

    boolean renamed = files.rename(hadoopPath("a"), hadoopPath("b"));

    assertThat(renamed).isTrue();
    assertThat(folder.resolve("a")).doesNotExist();
    assertThat(folder.resolve("b")).hasContent("a");
  }

  @Test
  void renamesAFolder() throws IOException {
    Files.createDirectories(folder.resolve("x/y"));

    assertThat(files.rename(hadoopPath("x"), hadoopPath("z"))).isTrue();

    assertThat(folder.resolve("z/y")).isDirectory();
  }

  @Test
  void replacesAFileOnlyWhenAskedTo() throws IOException {
    FileContext context = FileContext.getFileContext(folder.toUri(), hadoop);
    Files.writeString(folder.resolve("a"), "new");
    Files.writeString(folder.resolve("b"), "old");

    assertThatThrownBy(() -> context.rename(hadoopPath("a"), hadoopPath("b"), Rename.NONE))
        .isInstanceOf(org.apache.hadoop.fs.FileAlreadyExistsException.class);
    context.rename(hadoopPath("a"), hadoopPath("b"), Rename.OVERWRITE);

    assertThat(folder.resolve("b")).hasContent("new");
    assertThat(folder.resolve("a")).doesNotExist();
  }

  @Test
  void anAbsentFileIsToldAsHadoopTellsIt() {
    assertThatThrownBy(() -> files.getFileStatus(hadoopPath("absent")))
        .isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> files.rename(hadoopPath("absent"), hadoopPath("b")))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void aPathThroughAFileIsAbsent() throws IOException {
    Files.writeString(folder.resolve("file"), "");

    assertThat(files.exists(hadoopPath("file/below"))).isFalse();
  }

  @Test
  void writesNoChecksumFiles() throws IOException {
    files.create(hadoopPath("a")).close();

    try (var names = Files.list(folder)) {
      assertThat(names.map(name -> name.getFileName().toString())).containsExactly("a");
    }
  }

  /**
   * A check before the rename leaves microseconds; both spin, so that some rounds fall in there.
   */
  @Test
  void ofTwoThatRenameToOneNameInTheSameMomentExactlyOneWins() throws Exception {
    int rounds = 500;
    AtomicInteger arrived = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    List<Future<Integer>> wins = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      wins.add(pool.submit(() -> renames(name, rounds, arrived)));
    }

    int total = sum(wins);

    pool.shutdown();
    assertThat(total).isEqualTo(rounds);
  }

  private int renames(String name, int rounds, AtomicInteger arrived) throws IOException {
    int won = 0;
    for (int round = 1; round <= rounds; round++) {
      Files.writeString(folder.resolve(name + round), name);
      arrived.incrementAndGet();
      while (arrived.get() < 2 * round) {
        Thread.onSpinWait();
      }
      if (files.rename(hadoopPath(name + round), hadoopPath("to" + round))) {
        won++;
      }
    }
    return won;
  }

  /** Each with a log store of its own, as two processes have: their locks do not meet. */
  @Test
  void ofWritersThatRaceForAVersionExactlyOneWins() throws Exception {
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
    List<Future<Integer>> wins = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      wins.add(pool.submit(writer("writer-" + writer, start)));
    }

    int total = sum(wins);

    pool.shutdown();
    assertThat(total).isEqualTo(VERSIONS);
    try (var names = Files.list(folder)) {
      assertThat(names).hasSize(VERSIONS); // and nobody's temporary file is left
    }
  }

  private Callable<Integer> writer(String name, CyclicBarrier start) {
    HDFSLogStore log = new HDFSLogStore(hadoop);
    return () -> {
      int won = 0;
      for (int version = 0; version < VERSIONS; version++) {
        start.await();
        try {
          log.write(hadoopPath(version + ".json"), List.of(name).iterator(), false, hadoop);
          won++;
        } catch (FileAlreadyExistsException lost) {
          assertThat(folder.resolve(version + ".json")).isNotEmptyFile();
        }
      }
      return won;
    };
  }

  private static int sum(List<Future<Integer>> parts)
      throws InterruptedException, ExecutionException {
    int sum = 0;
    for (Future<Integer> part : parts) {
      sum += part.get();
    }
    return sum;
  }

  private org.apache.hadoop.fs.Path hadoopPath(String name) {
    return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
  }
}
