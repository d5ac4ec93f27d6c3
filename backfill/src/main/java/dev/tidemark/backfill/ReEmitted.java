package dev.tidemark.backfill;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.time.Interval;
import dev.tidemark.transform.bronze.Bronze;
import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.decode.Change;
import dev.tidemark.transform.decode.Decoded;
import dev.tidemark.transform.decode.Op;
import dev.tidemark.transform.decode.RecordDecoder;
import dev.tidemark.transform.decode.Snapshot;
import dev.tidemark.transform.silver.SilverColumns;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * What a snapshot left in bronze, counted by ourselves.
 *
 * @param within re-emitted rows of the interval
 * @param outside re-emitted rows of no or another interval
 * @param changed keys that were changed at the source meanwhile and not re-emitted after it: the
 *     connector drops a row from its snapshot when a change of it comes first
 */
record ReEmitted(long within, long outside, long changed) {
  private static final int CHUNK = 50_000;

  /** Reads what bronze has between the ends before each emission and those after it. */
  static List<ReEmitted> count(Bronze bronze, RecordDecoder decoder, List<Emission> emissions) {
    List<Count> counts =
        emissions.stream().map(emission -> new Count(bronze.dataset(), emission)).toList();
    Coverage spans = Coverage.NONE;
    for (Emission emission : emissions) {
      spans = spans.with(emission.span());
    }
    bronze.read(
        spans,
        CHUNK,
        (records, covered) ->
            records.forEach(record -> counts.forEach(count -> count.see(record, decoder))));
    return counts.stream().map(Count::result).toList();
  }

  /** Whether all rows that the connector says it read are accounted for. */
  boolean accountsFor(long emitted) {
    return within + outside + changed >= emitted;
  }

  /** One emission's count. */
  static final class Count {
    private final SilverColumns columns;
    private final Coverage span;
    private final Interval range;
    private final Set<Row> changed = new HashSet<>();
    private long within;
    private long outside;

    Count(Dataset dataset, Emission emission) {
      this.columns = new SilverColumns(dataset);
      this.span = emission.span();
      this.range = emission.line().work().range();
    }

    private void see(KafkaRecord record, RecordDecoder decoder) {
      if (span.contains(record.topicPartition(), record.offset())
          && decoder.decode(record) instanceof Decoded.Applied applied) {
        applied.changes().forEach(this::add);
      }
    }

    void add(Change change) {
      if (change.op() != Op.READ || change.snapshot() != Snapshot.INCREMENTAL) {
        changed.add(change.key());
        return;
      }
      changed.remove(change.key());
      Instant start = columns.interval(change.row()).orElse(null);
      if (start != null && range.contains(start)) {
        within++;
      } else {
        outside++;
      }
    }

    ReEmitted result() {
      return new ReEmitted(within, outside, changed.size());
    }
  }
}
