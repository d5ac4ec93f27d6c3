package dev.tidemark.ingest.control;

import dev.tidemark.ingest.failure.IngestErrors;
import dev.tidemark.ingest.failure.IngestException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of a Kafka cluster: seen, made, set right. Never deleted, never repartitioned. */
public final class KafkaTopics implements AutoCloseable {
  private static final int MOST_REPLICAS = 3;

  private final String servers;
  private final Duration timeout;
  private final Admin admin;

  private KafkaTopics(String servers, Duration timeout, Admin admin) {
    this.servers = servers;
    this.timeout = timeout;
    this.admin = admin;
  }

  /**
   * Does not speak with Kafka yet.
   *
   * @param timeout of each request, retries included
   * @throws IngestException if the servers' names cannot be resolved
   */
  public static KafkaTopics at(String servers, Duration timeout) {
    int millis = Math.toIntExact(timeout.toMillis());
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            servers,
            "client.id",
            "tidemark-ingest",
            "request.timeout.ms",
            Math.min(millis, 5_000),
            "default.api.timeout.ms",
            millis,
            "reconnect.backoff.max.ms",
            500);
    try {
      return new KafkaTopics(servers, timeout, Admin.create(settings));
    } catch (org.apache.kafka.common.KafkaException e) {
      throw IngestErrors.kafkaDoesNotAnswer(servers, IngestErrors.reason(e), e);
    }
  }

  /** Those of the names that exist, by name. */
  public Map<String, TopicState> describe(Collection<String> names) {
    Set<String> all = answer("list topics", admin.listTopics().names());
    List<String> there = names.stream().filter(all::contains).distinct().toList();
    if (there.isEmpty()) {
      return Map.of();
    }
    Map<String, TopicDescription> topics =
        answer("describe topics", admin.describeTopics(there).allTopicNames());
    List<ConfigResource> resources = there.stream().map(KafkaTopics::resource).toList();
    Map<ConfigResource, Config> configs =
        answer("describe topics", admin.describeConfigs(resources).all());
    Map<String, TopicState> states = new TreeMap<>();
    topics.forEach(
        (name, topic) ->
            states.put(
                name,
                new TopicState(
                    name, topic.partitions().size(), settings(configs.get(resource(name))))));
    return states;
  }

  /** Replicas that a topic of this cluster should have: three, or one on each broker. */
  public int replicas() {
    int brokers = answer("list brokers", admin.describeCluster().nodes()).size();
    return Math.max(1, Math.min(MOST_REPLICAS, brokers));
  }

  /** Makes the topic; does nothing if it has come to exist meanwhile. */
  public void create(TopicSpec topic, int replicas) {
    NewTopic made =
        new NewTopic(topic.name(), topic.partitions(), (short) replicas).configs(topic.settings());
    try {
      admin.createTopics(List.of(made)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw failure("make topic " + topic.name(), e.getCause());
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  public void alter(String topic, Map<String, String> settings) {
    List<AlterConfigOp> operations = new ArrayList<>();
    settings.forEach(
        (key, value) ->
            operations.add(
                new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)));
    answer(
        "alter topic " + topic,
        admin.incrementalAlterConfigs(Map.of(resource(topic), operations)).all());
  }

  /** When the newest record of partition 0 was written; empty if it holds none. */
  public Optional<Instant> newestRecord(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    ListOffsetsResultInfo newest =
        answer(
            "read the newest time of topic " + topic,
            admin
                .listOffsets(Map.of(partition, OffsetSpec.maxTimestamp()))
                .partitionResult(partition));
    return newest.timestamp() < 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(newest.timestamp()));
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  private <T> T answer(String what, KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw failure(what, e.getCause());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private IngestException failure(String what, Throwable cause) {
    return cause instanceof RetriableException
        ? IngestErrors.kafkaDoesNotAnswer(
            servers, "no broker answered within %s s".formatted(timeout.toSeconds()), cause)
        : IngestErrors.kafkaRefuses(servers, what, cause);
  }

  private static IngestException interrupted() {
    Thread.currentThread().interrupt();
    return IngestErrors.interrupted("speaking with Kafka");
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static Map<String, String> settings(Config config) {
    return config.entries().stream()
        .filter(entry -> entry.value() != null)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }
}
