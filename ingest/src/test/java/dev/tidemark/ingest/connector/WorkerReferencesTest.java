package dev.tidemark.ingest.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class WorkerReferencesTest {
  @Test
  void aRelativeFileIsMadeAbsolute() {
    assertThat(WorkerReferences.translated("${file:secrets/shop}"))
        .isEqualTo("${dir:%s:shop}".formatted(Path.of("secrets").toAbsolutePath()));
  }
}
