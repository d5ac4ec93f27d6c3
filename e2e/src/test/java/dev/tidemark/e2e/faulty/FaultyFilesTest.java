package dev.tidemark.e2e.faulty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FaultyFilesTest {
  @TempDir Path dir;
  private final Configuration conf = new Configuration();

  @BeforeEach
  void configure() {
    conf.set("fs.file.impl", FaultyFiles.class.getName());
    conf.set("fs.AbstractFileSystem.file.impl", RealContext.class.getName());
    conf.set(Faults.FOLDER, dir.toString());
    conf.set(FaultyFiles.REAL, RawLocalFileSystem.class.getName());
  }

  /** Hadoop's own has no public constructor. */
  public static final class RealContext extends org.apache.hadoop.fs.DelegateToFileSystem {
    public RealContext(URI uri, Configuration conf)
        throws IOException, java.net.URISyntaxException {
      super(uri, new FaultyFiles(), conf, "file", false);
    }

    @Override
    public int getUriDefaultPort() {
      return -1;
    }
  }

  @Test
  void isADiskLikeAnyOther() throws IOException {
    write("one");

    assertThat(dir.resolve("one")).hasContent("text");
  }

  @Test
  void isFullFromTheNthWriteOn() throws IOException {
    order("1 FULL WRITE 2 .*");

    write("one");
    assertThatThrownBy(() -> write("two")).hasMessage("No space left on device");
    assertThatThrownBy(() -> write("three")).hasMessage("No space left on device");
    assertThat(dir.resolve("reached")).content().startsWith("1 ").endsWith("/three");

    Files.delete(dir.resolve("order"));
    write("two");
  }

  @Test
  void holdsAFileBeforeItHasItsNameUntilToldOtherwise() throws Exception {
    write("one.tmp");
    order("2 HOLD BEFORE 1 one$");
    CompletableFuture<Boolean> renamed =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return files().rename(path("one.tmp"), path("one"));
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });

    assertThatThrownBy(() -> renamed.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(dir.resolve("one")).doesNotExist();

    Files.delete(dir.resolve("order"));
    assertThat(renamed.get(5, TimeUnit.SECONDS)).isTrue();
    assertThat(dir.resolve("one")).exists();
  }

  @Test
  void leavesOtherPathsAlone() throws IOException {
    order("3 FULL WRITE 1 other");

    write("one");
    try (OutputStream out =
        FileContext.getFileContext(URI.create("file:///"), conf)
            .create(path("two"), java.util.EnumSet.of(org.apache.hadoop.fs.CreateFlag.CREATE))) {
      out.write(1);
    }
    assertThat(dir.resolve("two")).hasSize(1);
  }

  private void order(String text) throws IOException {
    Files.writeString(dir.resolve("order"), text);
  }

  private void write(String name) throws IOException {
    try (OutputStream out = files().create(path(name), true)) {
      out.write("text".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  private FileSystem files() throws IOException {
    return FileSystem.newInstance(URI.create("file:///"), conf);
  }

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(dir.resolve(name).toUri());
  }
}
