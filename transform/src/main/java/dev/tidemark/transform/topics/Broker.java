package dev.tidemark.transform.topics;

import dev.tidemark.contract.sequence.TopicPartition;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the broker says of topics: ids, partitions, first and committed end offsets. */
public final class Broker implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 30;
  private static final int PROBE_MILLIS = 5_000;

  /** What Kafka's clients throw when nobody answers them. */
  private static final Set<Class<? extends Exception>> SILENCE =
      Set.of(
          org.apache.kafka.common.errors.TimeoutException.class,
          TimeoutException.class,
          DisconnectException.class,
          NetworkException.class);

  private final String bootstrapServers;
  private final Admin admin;

  /**
   * @throws BrokerException if none of the servers' names can be resolved
   */
  public Broker(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    Properties settings = new Properties();
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 20_000);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    try {
      this.admin = Admin.create(settings);
    } catch (KafkaException e) {
      throw e.getCause() instanceof ConfigException ? noAnswer(e) : e;
    }
  }

  /**
   * Asks for a sign of life, with little patience.
   *
   * @throws BrokerException if there is none
   */
  public void requireAnswer() {
    try {
      admin
          .describeCluster(new DescribeClusterOptions().timeoutMs(PROBE_MILLIS))
          .clusterId()
          .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw noAnswer(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Whether somebody else's failure comes from Kafka's silence. */
  public boolean isFaultOf(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (SILENCE.contains(at.getClass())) {
        return true;
      }
    }
    return false;
  }

  /** A topic as the broker has it now. */
  public record Described(String topic, String id, int partitions) {}

  /**
   * The topics that exist, by name; those that do not are absent.
   *
   * @throws BrokerException if the broker does not answer
   */
  public Map<String, Described> describe(Collection<String> topics) {
    Map<String, Described> found = new TreeMap<>();
    Map<String, KafkaFuture<TopicDescription>> asked =
        admin.describeTopics(topics).topicNameValues();
    asked.forEach(
        (topic, future) -> {
          try {
            TopicDescription answer = future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            found.put(
                topic,
                new Described(topic, answer.topicId().toString(), answer.partitions().size()));
          } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
              throw noAnswer(e.getCause());
            }
          } catch (TimeoutException e) {
            throw noAnswer(e);
          } catch (InterruptedException e) {
            throw interrupted(e);
          }
        });
    return found;
  }

  /** Where each partition's committed records end: the offset that a committed reader reaches. */
  public Map<TopicPartition, Long> committedEnds(Collection<TopicState> topics) {
    return offsets(topics, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
  }

  /** Where all records end, those of open transactions among them. */
  public Map<TopicPartition, Long> writtenEnds(Collection<TopicState> topics) {
    return offsets(topics, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
  }

  /** The oldest offset that each partition still has. */
  public Map<TopicPartition, Long> starts(Collection<TopicState> topics) {
    return offsets(topics, OffsetSpec.earliest(), IsolationLevel.READ_COMMITTED);
  }

  private Map<TopicPartition, Long> offsets(
      Collection<TopicState> topics, OffsetSpec spec, IsolationLevel isolation) {
    Map<org.apache.kafka.common.TopicPartition, TopicPartition> names = new HashMap<>();
    for (TopicState state : topics) {
      for (int partition = 0; partition < state.partitions(); partition++) {
        names.put(
            new org.apache.kafka.common.TopicPartition(state.topic(), partition),
            new TopicPartition(state.topic(), state.epoch(), partition));
      }
    }
    Map<org.apache.kafka.common.TopicPartition, OffsetSpec> specs = new HashMap<>();
    names.keySet().forEach(partition -> specs.put(partition, spec));
    try {
      Map<org.apache.kafka.common.TopicPartition, ListOffsetsResultInfo> answers =
          admin
              .listOffsets(specs, new ListOffsetsOptions(isolation))
              .all()
              .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      Map<TopicPartition, Long> offsets = new TreeMap<>();
      answers.forEach((partition, info) -> offsets.put(names.get(partition), info.offset()));
      return offsets;
    } catch (ExecutionException | TimeoutException e) {
      throw noAnswer(e instanceof ExecutionException ? e.getCause() : e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** The same sentence each time: it is told once. */
  public BrokerException noAnswer(Throwable cause) {
    return new BrokerException(
        "Kafka at %s does not answer; check kafka.bootstrap-servers and that the broker runs"
            .formatted(bootstrapServers),
        cause);
  }

  private static BrokerException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new BrokerException("interrupted while asking Kafka", e);
  }

  @Override
  public void close() {
    admin.close();
  }
}
