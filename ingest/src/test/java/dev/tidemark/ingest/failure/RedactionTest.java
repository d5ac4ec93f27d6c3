package dev.tidemark.ingest.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Environment;
import dev.tidemark.ingest.fixture.ConfFolder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RedactionTest {
  @TempDir Path root;

  @Test
  void takesPasswordAndReferredSettingsOut() {
    ConfFolder conf =
        new ConfFolder(root).source("mariadb", "settings: {x: \"${env:OTHER}\", y: plain}\n");
    Environment environment =
        Environment.of(Map.of("SHOP_PASSWORD", "hunter2", "OTHER", "swordfish"));

    assertThat(Redaction.of(conf.source(), environment).clean("hunter2 swordfish plain"))
        .isEqualTo("*** *** plain");
  }

  @Test
  void anEmptyOrMissingSecretHidesNothing() {
    ConfFolder conf = new ConfFolder(root);

    assertThat(Redaction.of(conf.source(), Environment.of(Map.of())).clean("text"))
        .isEqualTo("text");
    assertThat(
            Redaction.of(conf.source(), Environment.of(Map.of("SHOP_PASSWORD", ""))).clean("text"))
        .isEqualTo("text");
  }
}
