package dev.tidemark.transform.publish;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;

/** Cuts gold's rows into inserts: whole intervals, several small ones in one, never one in two. */
final class Blocks {
  private final ModelTable table;
  private final int most;
  private final Consumer<Block> use;

  /**
   * One INSERT.
   *
   * @param token the same for the same rows of the same intervals, and for no others
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Block(byte[] bytes, int rows, String token) {}

  /**
   * @param most a block that has as many rows is full, whatever its last interval makes of it
   */
  Blocks(ModelTable table, int most, Consumer<Block> use) {
    this.table = table;
    this.most = most;
    this.use = use;
  }

  /**
   * @param rows of gold, those of one interval beside each other
   * @return how many there were
   */
  long cut(Iterator<Row> rows) {
    long total = 0;
    List<Row> interval = new ArrayList<>();
    List<Row> block = new ArrayList<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      total++;
      if (!interval.isEmpty() && !Objects.equals(start(interval.get(0)), start(row))) {
        flushIfFull(block, interval);
        block.addAll(interval);
        interval.clear();
      }
      interval.add(row);
    }
    flushIfFull(block, interval);
    block.addAll(interval);
    flush(block);
    return total;
  }

  private void flushIfFull(List<Row> block, List<Row> next) {
    if (block.size() + next.size() > most) {
      flush(block);
    }
  }

  private void flush(List<Row> block) {
    if (block.isEmpty()) {
      return;
    }
    RowBinary out = new RowBinary();
    long version = 0;
    for (Row row : block) {
      table.write(row, out);
      version = Math.max(version, row.getLong(table.intervalIndex() + 1));
    }
    byte[] bytes = out.bytes();
    String token =
        "%s:%s..%s:%s:%s"
            .formatted(
                table.model().model().name(),
                start(block.get(0)),
                start(block.get(block.size() - 1)),
                version,
                hash(bytes));
    use.accept(new Block(bytes, block.size(), token));
    block.clear();
  }

  private Instant start(Row row) {
    return row.getInstant(table.intervalIndex());
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
