package dev.tidemark.devstack.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvFileTest {
  @Test
  void isReadBackAsItWasWritten(@TempDir Path folder) throws IOException {
    EnvFile file = new EnvFile(folder.resolve("devstack.env"));
    Map<String, String> names = Map.of("A", "plain", "B", "it's $HOME; \"x\"", "C", "");

    file.write(names);

    assertThat(file.read()).isEqualTo(names);
  }

  @Test
  void isReadableByItsOwnerOnly(@TempDir Path folder) throws IOException {
    EnvFile file = new EnvFile(folder.resolve("devstack.env"));

    file.write(Map.of("A", "secret"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
  }

  @Test
  void meansTheSameToAShell(@TempDir Path folder) throws IOException {
    EnvFile file = new EnvFile(folder.resolve("devstack.env"));
    file.write(Map.of("PASSWORD", "it's $HOME `id`"));

    Process shell =
        new ProcessBuilder("sh", "-c", ". " + file.path() + "; printf %s \"$PASSWORD\"").start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("it's $HOME `id`");
  }

  @Test
  void isEmptyWhenThereIsNoFile(@TempDir Path folder) throws IOException {
    assertThat(new EnvFile(folder.resolve("none.env")).read()).isEmpty();
  }
}
