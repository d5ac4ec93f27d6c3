package dev.tidemark.transform.lane;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Topics;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.topics.Broker;
import dev.tidemark.transform.topics.TopicEpochs;
import dev.tidemark.transform.topics.TopicState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The topics that a lane reads, as they were when it began. */
final class LaneTopics {
  private final Broker broker;
  private final Map<String, String> sourceByHeartbeat;
  private final Map<String, TopicState> states;

  private LaneTopics(
      Broker broker, Map<String, String> sourceByHeartbeat, Map<String, TopicState> states) {
    this.broker = broker;
    this.sourceByHeartbeat = sourceByHeartbeat;
    this.states = states;
  }

  /**
   * Looks the lane's topics up and notes new incarnations in the lake.
   *
   * @throws TopicsMissingException naming those that do not exist
   */
  static LaneTopics resolve(List<Dataset> datasets, Broker broker, TopicEpochs epochs) {
    Map<String, String> heartbeats =
        datasets.stream()
            .map(Dataset::source)
            .distinct()
            .collect(Collectors.toMap(Topics::heartbeat, source -> source));
    Set<String> wanted = new TreeSet<>(heartbeats.keySet());
    datasets.forEach(dataset -> wanted.add(dataset.topic()));
    Map<String, Broker.Described> described = broker.describe(wanted);
    wanted.removeAll(described.keySet());
    if (!wanted.isEmpty()) {
      throw new TopicsMissingException(wanted);
    }
    return new LaneTopics(broker, heartbeats, epochs.resolve(described.values()));
  }

  Map<String, TopicState> states() {
    return states;
  }

  boolean isHeartbeat(String topic) {
    return sourceByHeartbeat.containsKey(topic);
  }

  /** The source whose connector writes the heartbeat topic. */
  String sourceOf(String heartbeatTopic) {
    return sourceByHeartbeat.get(heartbeatTopic);
  }

  Collection<String> sources() {
    return sourceByHeartbeat.values();
  }

  /** The end of committed records of the datasets' topics of a source. */
  Map<TopicPartition, Long> ends(String source, List<Dataset> datasets) {
    List<TopicState> ofSource =
        datasets.stream()
            .filter(dataset -> dataset.source().equals(source))
            .map(dataset -> states.get(dataset.topic()))
            .toList();
    return broker.committedEnds(ofSource);
  }

  /**
   * The oldest offsets that data topics have, and the newest of heartbeats: old beats tell nothing.
   */
  Map<TopicPartition, Long> firstOffsets() {
    Map<Boolean, List<TopicState>> byKind =
        states.values().stream().collect(Collectors.partitioningBy(s -> isHeartbeat(s.topic())));
    Map<TopicPartition, Long> first = new HashMap<>(broker.starts(byKind.get(false)));
    first.putAll(broker.committedEnds(byKind.get(true)));
    return first;
  }

  /**
   * Holds a batch against the topics of this moment: all its records are of the known incarnations
   * if these are still there after it was read.
   *
   * @throws TopicsChangedException if one was made anew or its partitions changed meanwhile
   */
  void requireUnchanged() {
    Map<String, Broker.Described> now = broker.describe(states.keySet());
    for (TopicState known : states.values()) {
      Broker.Described described = now.get(known.topic());
      if (described == null
          || !described.id().equals(known.id())
          || described.partitions() != known.partitions()) {
        throw new TopicsChangedException(known.topic());
      }
    }
  }
}
