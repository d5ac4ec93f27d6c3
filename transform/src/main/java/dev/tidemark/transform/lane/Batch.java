package dev.tidemark.transform.lane;

import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.bronze.KafkaRecord;
import java.util.List;
import java.util.Map;

/**
 * What one micro-batch read of every topic of the lane.
 *
 * @param records by topic, partition, offset
 * @param ranges what was read, markers and aborted records included
 * @param began when the reading began, by {@link System#nanoTime}
 */
record Batch(List<KafkaRecord> records, Map<TopicPartition, OffsetRange> ranges, long began) {
  Batch {
    records = List.copyOf(records);
    ranges = Map.copyOf(ranges);
  }
}
