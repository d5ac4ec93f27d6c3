package dev.tidemark.transform.table;

import dev.tidemark.transform.deletion.NamedFiles;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.engine.Engine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Removes what no version of a table needs that is younger than its retention: entries and
 * checkpoints of the log before the newest checkpoint of that age, and data files and deletion
 * vectors that neither that checkpoint nor an entry after it names. Nothing goes before the
 * checkpoint that takes its place was read whole; without one nothing goes.
 */
final class Cleaning {
  private static final Pattern LOG_FILE =
      Pattern.compile(
          "\\.?(\\d{20})(?:\\.\\d{20})?\\.(json|crc|checkpoint\\..*|compacted\\.json|json\\..*\\.tmp|crc\\..*\\.tmp)");

  private static final Pattern CHECKPOINT = Pattern.compile("(\\d{20})\\.checkpoint\\.parquet");
  private static final Pattern ENTRY = Pattern.compile("(\\d{20})\\.json");

  private final String table;
  private final Engine engine;
  private final Configuration hadoop;

  Cleaning(String table, Engine engine, Configuration hadoop) {
    this.table = table;
    this.engine = engine;
    this.hadoop = hadoop;
  }

  /**
   * What was removed.
   *
   * @param log entries and checkpoints
   * @param files data files and deletion vectors
   */
  record Removed(int log, int files) {
    static final Removed NOTHING = new Removed(0, 0);
  }

  /**
   * @param beforeMillis what is younger stays
   */
  Removed run(long beforeMillis) throws IOException {
    Path folder = new Path(table);
    FileSystem files = folder.getFileSystem(hadoop);
    List<FileStatus> log = List.of(files.listStatus(new Path(folder, "_delta_log")));
    OptionalLong kept = newestCheckpoint(log, beforeMillis);
    if (kept.isEmpty()) {
      return Removed.NOTHING;
    }
    Snapshot oldest = TableManager.loadSnapshot(table).atVersion(kept.getAsLong()).build(engine);
    NamedFiles named = new NamedFiles(table);
    named.add(oldest, engine);
    for (FileStatus file : log) {
      Optional<Long> entry = version(ENTRY, file);
      if (entry.isPresent() && entry.get() > kept.getAsLong()) {
        addEntry(files, file.getPath(), named);
      }
    }
    int removed = 0;
    for (FileStatus file : unnamed(files, folder, named, beforeMillis)) {
      removed += files.delete(file.getPath(), false) ? 1 : 0;
    }
    return new Removed(removeLog(files, log, kept.getAsLong(), beforeMillis), removed);
  }

  private static OptionalLong newestCheckpoint(List<FileStatus> log, long beforeMillis) {
    return log.stream()
        .filter(file -> file.getModificationTime() < beforeMillis && file.getLen() > 0)
        .map(file -> version(CHECKPOINT, file))
        .flatMap(Optional::stream)
        .mapToLong(Long::longValue)
        .max();
  }

  private static void addEntry(FileSystem files, Path entry, NamedFiles named) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(files.open(entry), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        named.addLine(line);
      }
    }
  }

  /** Of the table's folder and those of its partitions; what begins with _ or . is others'. */
  private static List<FileStatus> unnamed(
      FileSystem files, Path folder, NamedFiles named, long beforeMillis) throws IOException {
    List<FileStatus> found = new ArrayList<>();
    Deque<Path> folders = new ArrayDeque<>(List.of(folder));
    while (!folders.isEmpty()) {
      for (FileStatus file : files.listStatus(folders.pop())) {
        String name = file.getPath().getName();
        if (file.isDirectory()) {
          if (name.contains("=") || !(name.startsWith("_") || name.startsWith("."))) {
            folders.push(file.getPath());
          }
          continue;
        }
        if (!name.startsWith("_")
            && !name.startsWith(".")
            && file.getModificationTime() < beforeMillis
            && !named.contain(file.getPath())) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static int removeLog(FileSystem files, List<FileStatus> log, long kept, long beforeMillis)
      throws IOException {
    int removed = 0;
    for (FileStatus file : log) {
      Optional<Long> version = version(LOG_FILE, file);
      if (version.isPresent()
          && version.get() < kept
          && file.getModificationTime() < beforeMillis) {
        removed += files.delete(file.getPath(), false) ? 1 : 0;
      }
    }
    return removed;
  }

  private static Optional<Long> version(Pattern pattern, FileStatus file) {
    Matcher matcher = pattern.matcher(file.getPath().getName());
    return matcher.matches() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
  }
}
