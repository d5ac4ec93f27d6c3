package dev.tidemark.ingest.files.task;

import dev.tidemark.ingest.files.emit.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/** What one file adds to a batch. */
final class Section {
  private final List<SourceRecord> apart = new ArrayList<>();
  private final List<Draft> drafts = new ArrayList<>();
  private long bytes;

  /** A record that moves the file's offset, if it is the last. */
  void add(Draft draft) {
    drafts.add(draft);
  }

  /** A record with an offset of its own. */
  void add(Draft draft, Map<String, ?> partition, Map<String, ?> offset) {
    apart.add(draft.record(partition, offset));
  }

  void count(long more) {
    bytes += more;
  }

  int size() {
    return drafts.size();
  }

  long bytes() {
    return bytes;
  }

  void into(Batch batch, Map<String, ?> partition, Map<String, ?> before, Map<String, ?> after) {
    apart.forEach(batch::add);
    batch.add(drafts, partition, before, after);
    batch.count(bytes);
  }
}
