package dev.tidemark.ingest.files.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file's bytes, unpacked where they are gzip, whatever the file's name. */
final class Content {
  private static final int BUFFER = 65_536;
  private static final int FIRST = 0x1f;
  private static final int SECOND = 0x8b;

  private Content() {}

  static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      raw.mark(2);
      boolean gzip = raw.read() == FIRST && raw.read() == SECOND;
      raw.reset();
      return gzip ? new GZIPInputStream(raw, BUFFER) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** Of a file that is not packed. */
  static InputStream openAt(Path file, long position) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(file);
    channel.position(position);
    return Channels.newInputStream(channel);
  }

  static boolean isGzip(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file)) {
      return raw.read() == FIRST && raw.read() == SECOND;
    }
  }

  /** Why no more can be unpacked, if that is what the failure says. */
  static Optional<String> torn(IOException failure) {
    if (failure instanceof EOFException) {
      return Optional.of("the gzip is cut off: it ends before its end");
    }
    if (failure instanceof ZipException) {
      return Optional.of("the gzip is damaged: %s".formatted(failure.getMessage()));
    }
    return Optional.empty();
  }
}
