package dev.tidemark.ingest.status;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.contract.name.Topics;
import dev.tidemark.ingest.control.ConnectClient;
import dev.tidemark.ingest.control.ConnectorStatus;
import dev.tidemark.ingest.control.KafkaTopics;
import dev.tidemark.ingest.control.TopicState;
import dev.tidemark.ingest.debezium.Replication;
import dev.tidemark.ingest.failure.Redaction;
import dev.tidemark.ingest.postgres.SlotTrouble;
import dev.tidemark.ingest.source.SourceTopics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks at one source's connector and topics. Changes nothing. */
public final class Inspection {
  private final KafkaTopics topics;
  private final ConnectClient connect;
  private final Environment environment;
  private final Clock clock;

  public Inspection(
      KafkaTopics topics, ConnectClient connect, Environment environment, Clock clock) {
    this.topics = topics;
    this.connect = connect;
    this.environment = environment;
    this.clock = clock;
  }

  public SourceStatus inspect(Source source) {
    List<String> names = SourceTopics.names(source);
    Map<String, TopicState> there = topics.describe(names);
    Map<String, Integer> partitions = new TreeMap<>();
    there.forEach((name, state) -> partitions.put(name, state.partitions()));
    Redaction redaction = Redaction.of(source, environment);
    return new SourceStatus(
        new SourceStatus.Name(source.name(), source.kind().toString()),
        connect.status(source.name()).map(status -> clean(status, redaction)),
        partitions,
        names.stream().filter(name -> !there.containsKey(name)).toList(),
        heartbeatAge(source, there),
        trouble(source));
  }

  /** A slot that has vanished shows nowhere else: the connector may even run. */
  private Optional<String> trouble(Source source) {
    if (source instanceof DatabaseSource database && source.kind() == Source.Kind.POSTGRES) {
      return connect
          .config(source.name())
          .filter(settings -> connect.hasOffsets(source.name()))
          .flatMap(settings -> SlotTrouble.of(database, environment, Replication.of(settings)));
    }
    return Optional.empty();
  }

  /** By the broker's clock against ours: a small difference shows as zero. */
  private Optional<Duration> heartbeatAge(Source source, Map<String, TopicState> there) {
    String topic = Topics.heartbeat(source.name());
    if (!there.containsKey(topic)) {
      return Optional.empty();
    }
    return topics
        .newestRecord(topic)
        .map(newest -> Duration.between(newest, clock.instant()))
        .map(age -> age.isNegative() ? Duration.ZERO : age);
  }

  private static ConnectorStatus clean(ConnectorStatus status, Redaction redaction) {
    return new ConnectorStatus(
        status.state(),
        status.trace().map(redaction::clean),
        status.tasks().stream()
            .map(
                task ->
                    new ConnectorStatus.Task(
                        task.id(), task.state(), task.worker(), task.trace().map(redaction::clean)))
            .toList());
  }
}
