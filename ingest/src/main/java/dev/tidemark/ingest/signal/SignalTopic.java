package dev.tidemark.ingest.signal;

import dev.tidemark.contract.name.Topics;
import dev.tidemark.ingest.failure.IngestErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The two topics by which one speaks with a connector: signals go in, notifications come out. */
final class SignalTopic implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final int TIMEOUT_MILLIS = 20_000;

  private final String servers;
  private final String source;
  private final NotificationReader reader;
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;

  private SignalTopic(
      String servers,
      String source,
      NotificationReader reader,
      KafkaProducer<String, byte[]> producer,
      KafkaConsumer<byte[], byte[]> consumer) {
    this.servers = servers;
    this.source = source;
    this.reader = reader;
    this.producer = producer;
    this.consumer = consumer;
  }

  static SignalTopic open(String servers, String source, NotificationReader reader) {
    Map<String, Object> sending = new HashMap<>();
    sending.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    sending.put(ProducerConfig.ACKS_CONFIG, "all");
    sending.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    sending.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS);
    sending.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    sending.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 2);
    Map<String, Object> receiving = new HashMap<>();
    receiving.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    receiving.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    receiving.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    receiving.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    try {
      return new SignalTopic(
          servers,
          source,
          reader,
          new KafkaProducer<>(sending, new StringSerializer(), new ByteArraySerializer()),
          new KafkaConsumer<>(receiving, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    } catch (KafkaException e) {
      throw IngestErrors.kafkaDoesNotAnswer(servers, IngestErrors.reason(e), e);
    }
  }

  /** Polls tell what comes from now on. */
  void followFromEnd() {
    speak(
        () -> {
          List<TopicPartition> partitions = assign();
          consumer.seekToEnd(partitions);
          partitions.forEach(consumer::position); // asked now, not at the first poll
        });
  }

  /** Polls tell what was said since then. */
  void followFrom(Instant since) {
    speak(
        () -> {
          Map<TopicPartition, Long> times = new HashMap<>();
          assign().forEach(partition -> times.put(partition, since.toEpochMilli()));
          consumer.seekToEnd(times.keySet());
          for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
              consumer.offsetsForTimes(times).entrySet()) {
            if (found.getValue() != null) {
              consumer.seek(found.getKey(), found.getValue().offset());
            }
          }
        });
  }

  List<Notification> poll() {
    List<Notification> notifications = new ArrayList<>();
    speak(
        () -> {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            reader.read(record.value()).ifPresent(notifications::add);
          }
        });
    return notifications;
  }

  /** Returns when Kafka has it. The key says whose connector is meant. */
  void send(String signal) {
    byte[] value = signal.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    try {
      producer.send(new ProducerRecord<>(Topics.signals(source), source, value)).get();
    } catch (ExecutionException | KafkaException e) {
      throw IngestErrors.kafkaRefuses(servers, "take a signal for " + source, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw IngestErrors.interrupted("sending a signal");
    }
  }

  private List<TopicPartition> assign() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.notifications(source)).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    return partitions;
  }

  private void speak(Runnable words) {
    try {
      words.run();
    } catch (KafkaException e) {
      throw IngestErrors.kafkaRefuses(servers, "tell the notifications of " + source, e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    consumer.close();
  }
}
