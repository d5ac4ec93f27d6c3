package dev.tidemark.devstack.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BlockTest {
  @Test
  void readsWhatWasWritten() throws IOException {
    byte[] data = new byte[300_000]; // several blocks
    new Random(1).nextBytes(data);

    assertThat(new BlockInput(new ByteArrayInputStream(packed(data))).readAllBytes())
        .isEqualTo(data);
  }

  @Test
  void refusesABlockThatIsCutInItsHeader() throws IOException {
    byte[] cut = Arrays.copyOf(packed(new byte[10]), 20);

    assertThatThrownBy(() -> new BlockInput(new ByteArrayInputStream(cut)).readAllBytes())
        .isInstanceOf(EOFException.class)
        .hasMessage("a compressed block ends inside its header");
  }

  private static byte[] packed(byte[] data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (BlockOutput out = new BlockOutput(bytes)) {
      out.write(data, 0, data.length);
    }
    return bytes.toByteArray();
  }
}
