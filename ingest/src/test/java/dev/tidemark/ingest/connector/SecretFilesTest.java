package dev.tidemark.ingest.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Problem;
import dev.tidemark.ingest.fixture.ConfFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretFilesTest {
  @TempDir Path root;

  @Test
  void aLineBreakAtTheEndWouldBecomePartOfThePassword() throws IOException {
    Path secret = Files.writeString(root.resolve("secret"), "hunter2\n");
    ConfFolder conf = with(secret);

    assertThat(SecretFiles.problems(conf.source()))
        .extracting(Problem::toString)
        .singleElement()
        .asString()
        .startsWith(
            "%s/sources/shop.yaml:5: file %s ends with a line break or a space"
                .formatted(root, secret))
        .doesNotContain("hunter2");
  }

  @Test
  void aFileWithoutOneIsFine() throws IOException {
    assertThat(
            SecretFiles.problems(
                with(Files.writeString(root.resolve("secret"), "hunter2")).source()))
        .isEmpty();
  }

  private ConfFolder with(Path secret) {
    return new ConfFolder(root)
        .file(
            "sources/shop.yaml",
            """
            kind: mariadb
            host: h
            port: 1
            user: u
            password: "${file:%s}"
            tables: [shop.orders]
            """
                .formatted(secret));
  }
}
