package dev.tidemark.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
    worker.fresh("a.csv", Worker.bytes("id,name\n1,x\n2,half"));
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
    Path file = worker.fresh("a.csv", Worker.bytes("id,na"));
    worker.work();
    worker.append(file, "me\n1,x\n2");
    worker.work();
    worker.append(file, ",y\n3,\"z");
    worker.work();
    worker.append(file, "\nz\"\n");

    worker.work();

    assertThat(worker.names()).containsExactly("1=x", "2=y", "3=z\nz");
    assertThat(worker.of("rows").get(2).headers().lastWithName("position").value()).isEqualTo(16L);
    assertThat(worker.dead()).isEmpty();
  }

  @Test
  void continuesAFileThatGrewAfterItWasFinished() throws IOException {
    Path file = worker.old("a.csv", "id,name\n1,x\n");
    worker.work();
    worker.append(file, "2,y\n");

    worker.work().clock.pass(SETTLED);
    worker.work();

    assertThat(worker.names()).containsExactly("1=x", "2=y");
    assertThat(worker.states()).containsExactly("started", "finished", "continued", "finished");
  }

  @Test
  void continuesAFileThatGrewWhileTheWorkerWasDown() throws IOException {
    Path file = worker.old("a.csv", "id,name\n1,x\n");
    worker.work().die();
    worker.append(file, "2,y\n");

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
  void movesTheOffsetWithTheLastRecordOfABatchAlone() throws IOException {
    worker.old("a.csv", "id,name\n1,x\n2,y\n");
    worker.work();

    assertThat(worker.of("rows"))
        .extracting(record -> (Object) record.sourceOffset().get("position"))
        .containsExactly(0L, 0L);
    assertThat(worker.offsets.get(Map.of("file", "a.csv")).get("position")).isEqualTo(16L);
  }
}
