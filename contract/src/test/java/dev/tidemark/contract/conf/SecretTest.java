package dev.tidemark.contract.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretTest {
  private static final Environment ENVIRONMENT = Environment.of(Map.of("PASS", "hunter2"));

  @Test
  void isRevealedFromEnvironmentAndFile(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("secret"), "from file\n");

    assertThat(new Secret("${env:PASS}").reveal(ENVIRONMENT)).isEqualTo("hunter2");
    assertThat(new Secret("${file:" + file + "}").reveal(ENVIRONMENT)).isEqualTo("from file");
    assertThat(new Secret("${env:NONE:fallback}").reveal(ENVIRONMENT)).isEqualTo("fallback");
  }

  @Test
  void printsTheReferenceAndNeverAValue() {
    assertThat(new Secret("${env:PASS}")).hasToString("${env:PASS}");
    assertThat(new Secret("hunter2")).hasToString("***");
  }

  @Test
  void namesTheVariableThatIsMissing() {
    assertThatThrownBy(() -> new Secret("${env:NONE}").reveal(ENVIRONMENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("environment variable NONE is not set");
  }
}
