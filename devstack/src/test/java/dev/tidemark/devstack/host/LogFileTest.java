package dev.tidemark.devstack.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFileTest {
  @Test
  void givesTheLastLines(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("kafka.log"), "one\ntwo\nthree\n");

    assertThat(new LogFile(file).tail(2)).containsExactly("two", "three");
    assertThat(new LogFile(folder.resolve("none.log")).tail(2)).isEmpty();
  }

  @Test
  void givesAllLinesOfAShortFileAndOnlyTheEndOfALongOne(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.log"), "one\n");
    assertThat(new LogFile(file).tail(25)).containsExactly("one");

    Path large = Files.writeString(folder.resolve("b.log"), "x".repeat(20_000) + "\nlast");
    assertThat(new LogFile(large).tail(1)).containsExactly("last");
  }

  @Test
  void keepsTheLastRunBesideTheNewOne(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("kafka.log"), "old");

    new LogFile(file).startAnew();

    assertThat(file).doesNotExist();
    assertThat(folder.resolve("kafka.log.1")).hasContent("old");
  }
}
