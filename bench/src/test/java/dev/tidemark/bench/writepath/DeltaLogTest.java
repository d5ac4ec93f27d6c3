package dev.tidemark.bench.writepath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeltaLogTest {
  @TempDir private Path table;

  @Test
  void readsOffsetsOfOursAndBatchesOfThePeer() throws IOException {
    Path log = Files.createDirectories(table.resolve("_delta_log"));
    Files.writeString(
        log.resolve("00000000000000000000.json"),
        """
        {"commitInfo":{"timestamp":1}}
        {"domainMetadata":{"domain":"tidemark.offsets","configuration":"{\\"bench.load.entries\\":{\\"1\\":{\\"0\\":[[0,5],[7,9]],\\"1\\":[[0,3]]}}}","removed":false}}
        """);
    Files.writeString(
        log.resolve("00000000000000000001.json"),
        """
        {"commitInfo":{"timestamp":1,"userMetadata":"42"}}
        """);
    Files.writeString(log.resolve("00000000000000000001.crc"), "{}");

    List<DeltaLog.Version> versions = new DeltaLog(table).versions();

    assertThat(versions)
        .extracting(DeltaLog.Version::covered)
        .containsExactly(Optional.of(new Offsets(Map.of(0, 9L, 1, 3L))), Optional.empty());
    assertThat(versions)
        .extracting(DeltaLog.Version::batch)
        .containsExactly(OptionalLong.empty(), OptionalLong.of(42));
  }
}
