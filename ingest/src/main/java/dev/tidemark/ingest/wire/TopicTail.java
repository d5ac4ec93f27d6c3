package dev.tidemark.ingest.wire;

import dev.tidemark.ingest.failure.IngestErrors;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The newest committed records of topics with one partition. */
public final class TopicTail implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int TIMEOUT_MILLIS = 10_000;

  private final String servers;
  private final KafkaConsumer<byte[], byte[]> consumer;

  public TopicTail(String servers) {
    this.servers = servers;
    try {
      this.consumer =
          new KafkaConsumer<>(
              Map.of(
                  ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                  servers,
                  ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                  "read_committed",
                  ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                  false,
                  ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                  TIMEOUT_MILLIS),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
    } catch (KafkaException e) {
      throw IngestErrors.kafkaDoesNotAnswer(servers, IngestErrors.reason(e), e);
    }
  }

  /**
   * The newest records in their order; none if there is no such topic.
   *
   * @param most how many
   * @throws dev.tidemark.ingest.failure.IngestException if Kafka does not answer
   */
  public List<ConsumerRecord<byte[], byte[]>> newest(String topic, int most) {
    try {
      List<PartitionInfo> partitions = consumer.listTopics().get(topic);
      return partitions == null ? List.of() : read(new TopicPartition(topic, 0), most);
    } catch (KafkaException e) {
      throw IngestErrors.kafkaRefuses(servers, "read topic " + topic, e);
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition, int most) {
    consumer.assign(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    long first =
        Optional.ofNullable(consumer.beginningOffsets(List.of(partition)).get(partition))
            .orElse(0L);
    Deque<ConsumerRecord<byte[], byte[]>> newest = new ArrayDeque<>();
    // markers of transactions have offsets too: look back until there are enough
    for (long back = 2L * most + 10; ; back *= 4) {
      long from = Math.max(first, end - back);
      newest.clear();
      consumer.seek(partition, from);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() < end) {
            newest.addLast(record);
          }
          if (newest.size() > most) {
            newest.removeFirst();
          }
        }
      }
      if (newest.size() >= most || from == first) {
        return new ArrayList<>(newest);
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
