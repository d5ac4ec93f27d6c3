package dev.tidemark.devstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DevstackCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void suggestsTheWordThatWasMeant() {
    assertThat(run("shop", "sel")).isEqualTo(2);
    assertThat(err.toString()).contains("Did you mean: shop sell");
  }

  @Test
  void namesTheComponentsThatThereAre(@TempDir Path folder) {
    assertThat(run("up", "--data", folder.toString(), "--only", "kafak")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "no component is named 'kafak';"
                + " there are kafka, registry, mariadb, postgres, clickhouse, connect");
  }

  @Test
  void saysWhoHoldsAPortThatIsNeeded(@TempDir Path folder) throws IOException {
    try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(folder.resolve("ports"), "REGISTRY=" + held.getLocalPort() + "\n");

      assertThat(run("up", "--data", folder.toString(), "--only", "registry")).isEqualTo(2);
    }

    assertThat(err.toString())
        .containsPattern(
            "port \\d+ \\(for registry\\) is in use by pid "
                + ProcessHandle.current().pid()
                + ": .*java")
        .contains("up --ports free");
  }

  @Test
  void refusesADataFolderThatIsAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThat(run("up", "--data", file.toString(), "--only", "registry")).isEqualTo(2);
    assertThat(err.toString()).contains("the data folder " + file + " cannot be used");
  }

  @Test
  void tellsThatThereIsNoDevstack(@TempDir Path folder) {
    assertThat(run("status", "--data", folder.toString())).isEqualTo(1);
    assertThat(run("down", "--data", folder.toString())).isZero();
    assertThat(run("shop", "sell", "--data", folder.toString())).isEqualTo(2);
    assertThat(out.toString()).contains("There is no devstack at " + folder);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesARateOfNothingAndAnEmptyHistory(@TempDir Path folder) {
    assertThat(run("shop", "sell", "--data", folder.toString(), "--rate", "0")).isEqualTo(2);
    assertThat(run("shop", "history", "--data", folder.toString(), "--orders", "0")).isEqualTo(2);
    assertThat(run("shop", "sell", "--data", folder.toString(), "--for", "soon")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "--rate must be more than 0", "--orders must be 1 or more", "write 30s, 5m or 1h");
  }

  private int run(String... words) {
    return DevstackCommand.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(words);
  }
}
