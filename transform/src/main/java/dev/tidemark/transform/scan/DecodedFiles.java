package dev.tidemark.transform.scan;

import io.delta.kernel.types.StructType;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * Rows of files that were read lately: a file never changes, so only new ones are decoded. What is
 * used longest ago goes first. Safe for several threads.
 */
public final class DecodedFiles {
  /** A value with its object, roughly. */
  private static final long BYTES_A_VALUE = 40;

  private final long most;
  private final Map<Key, List<Row>> files = new LinkedHashMap<>(16, 0.75f, true);
  private long held;

  private record Key(String file, StructType columns) {}

  /**
   * @param most bytes that are held, by estimate
   */
  public DecodedFiles(long most) {
    this.most = most;
  }

  /** A file larger than this is not kept. */
  boolean keeps(long rows, int columns) {
    return bytes(rows, columns) <= most / 4;
  }

  synchronized Optional<List<Row>> get(String file, StructType columns) {
    return Optional.ofNullable(files.get(new Key(file, columns)));
  }

  synchronized void put(String file, StructType columns, List<Row> rows) {
    if (files.put(new Key(file, columns), rows) != null) {
      return;
    }
    held += bytes(rows.size(), columns.length());
    Iterator<Map.Entry<Key, List<Row>>> longestAgo = files.entrySet().iterator();
    while (held > most && longestAgo.hasNext()) {
      Map.Entry<Key, List<Row>> gone = longestAgo.next();
      held -= bytes(gone.getValue().size(), gone.getKey().columns().length());
      longestAgo.remove();
    }
  }

  private static long bytes(long rows, int columns) {
    return rows * (columns + 2L) * BYTES_A_VALUE;
  }
}
