package dev.tidemark.ingest.files.conf;

import dev.tidemark.ingest.files.value.ValueReader;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;

/**
 * A table of files, checked.
 *
 * @param pattern a glob below the folder; {@code *} stays within a folder, {@code **} does not
 * @param readers one for each column
 * @param key names of columns; empty if file and position are the key
 * @param recordPath names down to a record, of JSON and XML; empty if the list is the file
 * @param eventTime the column with the time at which the row's event was; empty for the file's own
 */
public record TableConfig(
    String name,
    String topic,
    String pattern,
    FileFormat format,
    List<Column> columns,
    List<ValueReader> readers,
    List<String> key,
    CsvStyle csv,
    Charset charset,
    List<String> recordPath,
    Optional<String> eventTime) {
  public TableConfig {
    columns = List.copyOf(columns);
    readers = List.copyOf(readers);
    key = List.copyOf(key);
    recordPath = List.copyOf(recordPath);
  }

  /** Whether a file is one of its own. */
  public PathPattern paths() {
    return new PathPattern(pattern);
  }

  /** A glob over paths below a folder. */
  public static final class PathPattern {
    private final PathMatcher matcher;

    private PathPattern(String glob) {
      this.matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }

    public boolean matches(Path relative) {
      return matcher.matches(relative);
    }
  }
}
