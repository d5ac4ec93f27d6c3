package dev.tidemark.bench.writepath;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes changes to the topic as a connector would: in order of each key, acknowledged by all. */
final class Feed implements AutoCloseable {
  static final String SOURCE = "bench";
  static final String TABLE = "load.entries";
  static final String TOPIC = SOURCE + "." + TABLE;

  private static final String HEARTBEAT = "__debezium-heartbeat." + SOURCE;

  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<Integer, Long> ends = Collections.synchronizedMap(new TreeMap<>());
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private Feed(KafkaProducer<byte[], byte[]> producer, int partitions) {
    this.producer = producer;
    for (int partition = 0; partition < partitions; partition++) {
      ends.put(partition, 0L);
    }
  }

  /** A record in Kafka, by the clock of the producer when it was sent. */
  record Sent(int partition, long offset, long millis) {}

  /** Makes the topics that a lane of one dataset reads. */
  static Feed open(String bootstrapServers, int partitions)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(TOPIC, Optional.of(partitions), Optional.of((short) 1)),
                  new NewTopic(HEARTBEAT, Optional.of(1), Optional.of((short) 1))))
          .all()
          .get();
    }
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "acks",
            "all",
            "linger.ms",
            5,
            "batch.size",
            256 * 1024);
    return new Feed(
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()),
        partitions);
  }

  /** As fast as Kafka takes them. */
  void send(Supplier<Change> changes, long count) {
    for (long sent = 0; sent < count; sent++) {
      send(changes.get(), record -> {});
    }
    flush();
  }

  /**
   * Spread evenly over the time.
   *
   * @return in the order they were acknowledged
   */
  List<Sent> send(Supplier<Change> changes, int perSecond, Duration time) {
    List<Sent> all = Collections.synchronizedList(new ArrayList<>());
    long count = time.toMillis() * perSecond / 1_000;
    long began = System.nanoTime();
    for (long sent = 0; sent < count; sent++) {
      long due = began + sent * 1_000_000_000L / perSecond;
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      send(
          changes.get(),
          record -> all.add(new Sent(record.partition(), record.offset(), record.timestamp())));
    }
    flush();
    return List.copyOf(all);
  }

  /** The offset after the last one, by partition. */
  Offsets ends() {
    synchronized (ends) {
      return new Offsets(ends);
    }
  }

  /** A refusal is told by the next flush. */
  private void send(Change change, Consumer<RecordMetadata> then) {
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(TOPIC, change.key(), change.value()),
            (record, refused) -> {
              if (refused == null) {
                ends.merge(record.partition(), record.offset() + 1, Math::max);
                then.accept(record);
              } else {
                failure.compareAndSet(null, refused);
              }
            });
  }

  private void flush() {
    producer.flush();
    Exception refused = failure.get();
    if (refused != null) {
      throw new IllegalStateException("Kafka refused a record: " + refused.getMessage(), refused);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
