package dev.tidemark.transform.bronze;

import static java.util.Objects.requireNonNull;

import dev.tidemark.contract.sequence.Sequence;
import dev.tidemark.contract.sequence.TopicPartition;
import java.time.Instant;
import java.util.List;

/**
 * One record of a topic as it came. Equality is that of its place, not of its bytes.
 *
 * @param epoch incarnation of the topic
 * @param key null if the record has none
 * @param value null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // compared by place; copying every payload would cost
public record KafkaRecord(
    String topic,
    int epoch,
    int partition,
    long offset,
    Instant timestamp,
    byte[] key,
    byte[] value,
    List<Header> headers) {
  public KafkaRecord {
    requireNonNull(topic, "topic is null");
    requireNonNull(timestamp, "timestamp is null");
    headers = List.copyOf(headers);
  }

  /** A header; its value may be null. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Header(String key, byte[] value) {}

  public TopicPartition topicPartition() {
    return new TopicPartition(topic, epoch, partition);
  }

  public Sequence sequence() {
    return new Sequence(epoch, partition, offset);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KafkaRecord record
        && record.offset == offset
        && record.topicPartition().equals(topicPartition());
  }

  @Override
  public int hashCode() {
    return topicPartition().hashCode() * 31 + Long.hashCode(offset);
  }

  /** The place only: a payload never reaches a log. */
  @Override
  public String toString() {
    return "%s epoch %s partition %s offset %s".formatted(topic, epoch, partition, offset);
  }
}
