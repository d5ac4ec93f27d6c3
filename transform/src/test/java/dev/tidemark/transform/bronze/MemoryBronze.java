package dev.tidemark.transform.bronze;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.fixture.MemoryTable;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;

/** Bronze's own code over a table in memory. */
public final class MemoryBronze {
  private MemoryBronze() {}

  public static Bronze over(MemoryTable table, Dataset dataset, Clock clock) {
    return new Bronze(dataset, table, (partition, span) -> read(table, partition, span), clock);
  }

  /** Every record, in the order in which they were appended. */
  public static List<KafkaRecord> records(MemoryTable table) {
    return table.rows().stream().map(MemoryBronze::record).toList();
  }

  private static List<KafkaRecord> read(
      MemoryTable table, TopicPartition partition, OffsetRange span) {
    return records(table).stream()
        .filter(record -> record.topicPartition().equals(partition))
        .filter(record -> span.contains(record.offset()))
        .sorted(Comparator.comparingLong(KafkaRecord::offset))
        .toList();
  }

  /** Rows are as they were appended: no headers, and no sequence of Scala's. */
  private static KafkaRecord record(Row row) {
    return new KafkaRecord(
        row.getString(3),
        row.getInt(4),
        row.getInt(5),
        row.getLong(6),
        row.getInstant(7),
        row.getAs(0),
        row.getAs(1),
        List.of());
  }
}
