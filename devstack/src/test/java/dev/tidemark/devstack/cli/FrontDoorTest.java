package dev.tidemark.devstack.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/tidemark where it needs nothing built. */
final class FrontDoorTest {
  private static final Path SCRIPT =
      Path.of(System.getProperty("tidemark.root"), "scripts/tidemark");

  @Test
  void suggestsTheNearestWord() throws Exception {
    Outcome outcome = run(SCRIPT, "stauts");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.text()).isEqualTo("unknown word 'stauts'; did you mean 'status'?\n");
  }

  @Test
  void namesAllWordsWhenNoneIsNear() throws Exception {
    Outcome outcome = run(SCRIPT, "xyzzyx");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.text()).contains("the words are: demo, up, down, status, shop, validate");
  }

  @Test
  void tellsEachWordInOneLine() throws Exception {
    assertThat(run(SCRIPT).text())
        .contains("  up        start the devstack", "Exit codes:")
        .isEqualTo(run(SCRIPT, "help").text());
  }

  @Test
  void isFoundThroughALink(@TempDir Path folder) throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("tm"), SCRIPT);

    assertThat(run(link, "help").code()).isZero();
  }

  private record Outcome(int code, String text) {}

  private static Outcome run(Path script, String... words)
      throws IOException, InterruptedException {
    String[] command = new String[words.length + 1];
    command[0] = script.toString();
    System.arraycopy(words, 0, command, 1, words.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), text);
  }
}
