package dev.tidemark.ingest.files.task;

import dev.tidemark.ingest.files.emit.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/** What one poll returns, which Connect writes in one transaction. */
final class Batch {
  private static final int MOST_RECORDS = 5_000;
  private static final long MOST_BYTES = 8 * 1_048_576L;

  private final List<SourceRecord> records = new ArrayList<>();
  private long bytes;
  private long unspent;

  boolean isFull() {
    return records.size() >= MOST_RECORDS || bytes >= MOST_BYTES;
  }

  /** With what one more file would add. */
  boolean isFull(Section section) {
    return records.size() + section.size() >= MOST_RECORDS || bytes + section.bytes() >= MOST_BYTES;
  }

  void add(SourceRecord record) {
    records.add(record);
  }

  void count(long more) {
    bytes += more;
    unspent += more;
  }

  /** The bytes added since the last call. */
  long takeSpent() {
    long spent = unspent;
    unspent = 0;
    return spent;
  }

  /**
   * Records of one file in their order. Only the last one moves its offset: with any offset in
   * between a crash would at worst read this batch again, and a digest for each record costs more
   * than the record.
   */
  void add(
      List<Draft> drafts, Map<String, ?> partition, Map<String, ?> before, Map<String, ?> after) {
    for (int i = 0; i < drafts.size(); i++) {
      records.add(drafts.get(i).record(partition, i == drafts.size() - 1 ? after : before));
    }
  }

  List<SourceRecord> records() {
    return records;
  }
}
