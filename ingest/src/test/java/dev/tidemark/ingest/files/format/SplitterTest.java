package dev.tidemark.ingest.files.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.ingest.files.format.RecordReader.Growth;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SplitterTest {
  private static final Quoting CSV = new Quoting((byte) ',', Optional.of((byte) '"'));

  @Test
  void waitsForTheEndOfALineThatMayStillGrow() throws IOException {
    Splitter splitter = splitter("a\r\nb");

    assertThat(text(splitter.next(Growth.POSSIBLE))).isEqualTo("a");
    assertThat(splitter.next(Growth.POSSIBLE)).isInstanceOf(Cut.Nothing.class);
    assertThat(splitter.position()).isEqualTo(3);
    assertThat(splitter.line()).isEqualTo(2);
    assertThat(text(splitter.next(Growth.OVER))).isEqualTo("b");
    assertThat(splitter.next(Growth.OVER)).isInstanceOf(Cut.Nothing.class);
  }

  @Test
  void keepsALineOfExactlyTheLargestSize() throws IOException {
    Splitter splitter = splitter("x".repeat(10) + "\n" + "y".repeat(11) + "\nz\n");

    assertThat(text(splitter.next(Growth.OVER))).isEqualTo("xxxxxxxxxx");
    assertThat(splitter.next(Growth.OVER)).isInstanceOf(Cut.Unfit.class);
    assertThat(text(splitter.next(Growth.OVER))).isEqualTo("z");
  }

  @Test
  void cutsTheSameHoweverTheBytesArrive() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 60; i++) {
        text.append("ab,\"\"\"\n\r\n".charAt(random.nextInt(9)));
      }
      assertThat(cuts(splitter(text.toString(), 60_000, 1)))
          .isEqualTo(cuts(splitter(text.toString(), 60_000, 60_000)));
    }
  }

  @Test
  void losesNoByte() throws IOException {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 60; i++) {
        text.append("ab,\"\"\"\n\r\n".charAt(random.nextInt(9)));
      }
      Splitter splitter = splitter(text.toString(), 20, 7);
      cuts(splitter);

      RunningDigest digest = RunningDigest.start();
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      digest.add(bytes, 0, bytes.length);
      assertThat(splitter.position()).isEqualTo(bytes.length);
      assertThat(splitter.sha256()).isEqualTo(digest.hex());
    }
  }

  private static List<String> cuts(Splitter splitter) throws IOException {
    List<String> cuts = new ArrayList<>();
    while (true) {
      Cut cut = splitter.next(Growth.OVER);
      if (cut instanceof Cut.Nothing) {
        return cuts;
      }
      cuts.add(text(cut));
    }
  }

  private static String text(Cut cut) {
    if (cut instanceof Cut.Whole whole) {
      return new String(whole.bytes(), StandardCharsets.UTF_8);
    }
    return cut instanceof Cut.Unfit unfit ? "bad at " + unfit.bad().place() : "more";
  }

  private static Splitter splitter(String text) {
    return splitter(text, 10, 60_000);
  }

  private static Splitter splitter(String text, int largest, int portion) {
    Splitter splitter = new Splitter(CSV, largest);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    InputStream slow =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, portion));
          }
        };
    splitter.resume(slow);
    return splitter;
  }
}
