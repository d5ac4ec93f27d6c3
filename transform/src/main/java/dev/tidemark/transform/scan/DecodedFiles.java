package dev.tidemark.transform.scan;

import io.delta.kernel.types.StructType;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * Rows of files that were read lately: a file never changes, so only new ones are decoded. What is
 * used longest ago goes first. Safe for several threads.
 */
public final class DecodedFiles {
  /** A row's objects beside its bytes. */
  private static final long BYTES_A_ROW = 64;

  /** A value, roughly, of a row that is not decoded yet. */
  private static final long BYTES_A_VALUE = 12;

  private final long most;
  private final Map<Key, List<UnsafeRow>> files = new LinkedHashMap<>(16, 0.75f, true);
  private long held;

  private record Key(String file, StructType columns) {}

  /**
   * @param most bytes that are held
   */
  public DecodedFiles(long most) {
    this.most = most;
  }

  /** A file larger than this is not kept. */
  boolean keeps(long rows, int columns) {
    return rows * (BYTES_A_ROW + columns * BYTES_A_VALUE) <= most / 4;
  }

  synchronized Optional<List<UnsafeRow>> get(String file, StructType columns) {
    return Optional.ofNullable(files.get(new Key(file, columns)));
  }

  synchronized void put(String file, StructType columns, List<UnsafeRow> rows) {
    if (files.put(new Key(file, columns), rows) != null) {
      return;
    }
    held += bytes(rows);
    Iterator<Map.Entry<Key, List<UnsafeRow>>> longestAgo = files.entrySet().iterator();
    while (held > most && longestAgo.hasNext()) {
      Map.Entry<Key, List<UnsafeRow>> gone = longestAgo.next();
      held -= bytes(gone.getValue());
      longestAgo.remove();
    }
  }

  private static long bytes(List<UnsafeRow> rows) {
    long bytes = 0;
    for (UnsafeRow row : rows) {
      bytes += BYTES_A_ROW + row.getSizeInBytes();
    }
    return bytes;
  }
}
