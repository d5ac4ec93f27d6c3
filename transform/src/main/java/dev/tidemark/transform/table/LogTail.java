package dev.tidemark.transform.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tidemark.transform.deletion.LatestFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the end of the power may have spoilt of a table in a folder, looked at before it is opened:
 * the log behind its newest checkpoint, and the files that this part of it names. Kernel takes an
 * entry without bytes for a commit of nothing, on which later ones would build.
 */
final class LogTail {
  private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);
  private static final Pattern NAME =
      Pattern.compile("(\\d{20})\\.(json|crc|checkpoint\\.parquet)");
  private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private static final String DERIVED =
      "silver and gold are derived again from bronze, bronze is read again from Kafka as far as it is retained there, or by a backfill.";

  private final String table;
  private final FileSystem files;
  private final NavigableMap<Long, FileStatus> entries = new TreeMap<>();
  private final NavigableMap<Long, FileStatus> checksums = new TreeMap<>();
  private final NavigableMap<Long, FileStatus> checkpoints = new TreeMap<>();

  private LogTail(String table, FileSystem files) {
    this.table = table;
    this.files = files;
  }

  /**
   * Removes what is derived and spoilt: a checkpoint that the log makes good, a checksum without
   * its entry.
   *
   * @throws LakeException naming the file and the ways out, if a commit is spoilt
   */
  static void check(String table, Configuration hadoop) {
    Path log = new Path(table, "_delta_log");
    try {
      FileSystem files = log.getFileSystem(hadoop);
      // an object store has a file whole or has it not
      if ("file".equals(files.getUri().getScheme()) && files.exists(log)) {
        new LogTail(table, files).check(log);
      }
    } catch (IOException e) {
      throw new LakeException(
          "Table %s: its log cannot be looked at: %s".formatted(table, e.getMessage()), e);
    }
  }

  private void check(Path log) throws IOException {
    for (FileStatus file : files.listStatus(log)) {
      Matcher name = NAME.matcher(file.getPath().getName());
      if (name.matches()) {
        kind(name.group(2)).put(Long.valueOf(name.group(1)), file);
      }
    }
    removeSpoiltCheckpoints();
    long last = entries.isEmpty() ? -1 : entries.lastKey();
    for (FileStatus checksum : checksums.tailMap(last, false).values()) {
      remove(checksum, "a checksum without its entry of the log is removed");
    }
    LatestFiles named = new LatestFiles(table);
    long checkpoint = checkpoints.isEmpty() ? -1 : checkpoints.lastKey();
    for (Map.Entry<Long, FileStatus> entry : entries.tailMap(checkpoint, false).entrySet()) {
      read(entry.getKey(), entry.getValue(), named);
    }
    for (LatestFiles.Named file : named.data()) {
      requireWhole(file);
      if (!isParquet(file.file(), file.bytes())) {
        throw spoilt(file.file(), "is no whole Parquet file", file.version());
      }
    }
    for (LatestFiles.Named file : named.vectors()) {
      requireWhole(file);
    }
  }

  private NavigableMap<Long, FileStatus> kind(String ending) {
    return switch (ending) {
      case "json" -> entries;
      case "crc" -> checksums;
      default -> checkpoints;
    };
  }

  private void removeSpoiltCheckpoints() throws IOException {
    while (!checkpoints.isEmpty()) {
      long version = checkpoints.lastKey();
      FileStatus newest = checkpoints.get(version);
      if (isParquet(newest.getPath(), newest.getLen())) {
        return;
      }
      checkpoints.remove(version);
      long before = checkpoints.isEmpty() ? -1 : checkpoints.lastKey();
      if (entries.subMap(before, false, version, true).size() < version - before) {
        throw new LakeException(
            "Table %s: checkpoint %s is cut off, and the log before it was removed. Restore it from a backup, or move the table's folder away: %s"
                .formatted(table, plain(newest.getPath()), DERIVED));
      }
      remove(newest, "a checkpoint that is cut off is removed; the log has all of it");
    }
  }

  private void remove(FileStatus file, String why) throws IOException {
    files.delete(file.getPath(), false);
    LOG.atWarn()
        .addKeyValue("file", file.getPath())
        .addKeyValue("why", why)
        .log("spoilt file removed");
  }

  private void read(long version, FileStatus entry, LatestFiles named) throws IOException {
    String text;
    try (InputStream in = files.open(entry.getPath())) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (text.isEmpty() || !text.endsWith("\n")) {
      throw spoilt(entry.getPath(), text.isEmpty() ? "is empty" : "is cut off", version);
    }
    try {
      for (String line : List.of(text.split("\n"))) {
        named.line(version, line);
      }
    } catch (JsonProcessingException e) {
      throw spoilt(entry.getPath(), "is no JSON", version);
    }
  }

  private void requireWhole(LatestFiles.Named named) throws IOException {
    try {
      long bytes = files.getFileStatus(named.file()).getLen();
      if (bytes < named.bytes()) {
        throw spoilt(
            named.file(),
            "has %s of its %s bytes".formatted(bytes, named.bytes()),
            named.version());
      }
    } catch (FileNotFoundException e) {
      throw spoilt(named.file(), "is absent", named.version());
    }
  }

  private boolean isParquet(Path file, long bytes) throws IOException {
    if (bytes < 2L * PARQUET.length) {
      return false;
    }
    byte[] end = new byte[PARQUET.length];
    try (FSDataInputStream in = files.open(file)) {
      in.readFully(bytes - end.length, end);
    }
    return Arrays.equals(end, PARQUET);
  }

  private static String plain(Path file) {
    return file.toUri().getPath();
  }

  private LakeException spoilt(Path file, String how, long version) {
    return new LakeException(
        "Table %s: file %s of version %s %s; the power may have ended before it was on the disk (see durability in conf/tidemark.yaml). Restore it from a backup; or take versions %s to %s back, what they had is read again: remove %s; or move the table's folder away: %s"
            .formatted(
                table,
                plain(file),
                version,
                how,
                version,
                entries.lastKey(),
                later(version),
                DERIVED));
  }

  private String later(long version) {
    return String.format(
        Locale.ROOT,
        "the files of _delta_log whose names begin with a number from %020d on, and _last_checkpoint",
        version);
  }
}
