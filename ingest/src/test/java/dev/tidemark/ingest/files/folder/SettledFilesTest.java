package dev.tidemark.ingest.files.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.ingest.files.state.FileStamp;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SettledFilesTest {
  private static final int MANY = 200_000;

  @Test
  void knowsAFileOnlyAsItLooked() {
    SettledFiles settled = new SettledFiles();
    settled.add(file("a", 10, 1));

    assertThat(settled.contains(file("a", 10, 1))).isTrue();
    assertThat(settled.contains(file("a", 11, 1))).isFalse();
    assertThat(settled.contains(file("a", 10, 2))).isFalse();
    assertThat(settled.contains(file("b", 10, 1))).isFalse();
  }

  @Test
  void takesAFileAgainWithAnotherLook() {
    SettledFiles settled = new SettledFiles();
    settled.add(file("a", 10, 1));
    settled.add(file("a", 20, 2));

    assertThat(settled.contains(file("a", 10, 1))).isFalse();
    assertThat(settled.contains(file("a", 20, 2))).isTrue();
    assertThat(settled.size()).isEqualTo(1);
  }

  @Test
  void keepsManyFilesApart() {
    SettledFiles settled = new SettledFiles();
    for (int i = 0; i < MANY; i++) {
      settled.add(file("in/file-" + i + ".csv", i, 1));
    }

    assertThat(settled.size()).isEqualTo(MANY);
    for (int i = 0; i < MANY; i++) {
      assertThat(settled.contains(file("in/file-" + i + ".csv", i, 1))).isTrue();
    }
    assertThat(settled.contains(file("in/file-" + MANY + ".csv", MANY, 1))).isFalse();
  }

  private static FoundFile file(String path, long size, long micros) {
    return new FoundFile(path, new FileStamp(size, micros, Optional.of("inode-" + path)));
  }
}
