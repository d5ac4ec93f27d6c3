package dev.tidemark.transform.lane;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.bronze.Bronze;
import dev.tidemark.transform.table.LakeTable;
import dev.tidemark.transform.topics.Broker;
import dev.tidemark.transform.topics.BrokerException;
import dev.tidemark.transform.topics.TopicEpochs;
import dev.tidemark.transform.topics.TopicState;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each start of the stream does by itself, done now and told: checkpoints count for nothing,
 * bronze's offsets say where to begin.
 */
public final class Rebase {
  private static final Logger LOG = LoggerFactory.getLogger(Rebase.class);

  private final SparkSession spark;
  private final Conf conf;
  private final Clock clock;

  public Rebase(SparkSession spark, Conf conf, Clock clock) {
    this.spark = spark;
    this.conf = conf;
    this.clock = clock;
  }

  /**
   * Where a dataset stands.
   *
   * @param anew its topic was made anew and not read yet: what is told is of the topic before
   */
  public record Standing(Dataset dataset, List<Position> positions, boolean anew) {}

  /** Where every dataset stands, and what Kafka had to say for itself if it did not answer. */
  public record Told(List<Standing> standings, Optional<String> kafkaTrouble) {}

  private record Kafka(
      Map<String, TopicState> topics, Set<String> anew, Map<TopicPartition, OffsetRange> offsets) {
    static final Kafka UNKNOWN = new Kafka(Map.of(), Set.of(), Map.of());
  }

  /**
   * Removes a lane's checkpoints.
   *
   * @return how many there were
   * @throws LeaseHeldException if a process writes the lane
   */
  public int removeCheckpoints(String lane) throws IOException {
    Configuration hadoop = hadoop();
    Lease lease = Lease.take(conf.platform().lake(), lane, hadoop, clock);
    try {
      Path folder = new Path(conf.platform().lake().checkpoint(lane));
      FileSystem files = folder.getFileSystem(hadoop);
      if (!files.exists(folder)) {
        return 0;
      }
      int removed = files.listStatus(folder).length;
      files.delete(folder, true);
      return removed;
    } finally {
      lease.release();
    }
  }

  /**
   * Notes that what a dataset's holes stand for is here by another way, or given up.
   *
   * @return the holes that were open
   * @throws LeaseHeldException if a process writes its lane
   */
  public Coverage closeHoles(Standing standing) throws IOException {
    Dataset dataset = standing.dataset();
    Lease lease = Lease.take(conf.platform().lake(), dataset.lane(), hadoop(), clock);
    try {
      Coverage holes = Coverage.NONE;
      for (Position position : standing.positions()) {
        for (OffsetRange hole : position.holes()) {
          holes = holes.with(position.partition(), hole);
        }
      }
      Bronze.open(spark, conf.platform().lake(), dataset, clock)
          .append(List.of(), holes, new TermFence(dataset.lane(), lease.term()));
      LOG.atWarn()
          .addKeyValue("dataset", dataset.name())
          .addKeyValue("offsets", holes)
          .log("holes were closed by hand");
      return holes;
    } finally {
      lease.release();
    }
  }

  /** Where every dataset stands; changes nothing. */
  public Told tell() {
    Map<String, TopicState> known = TopicEpochs.known(spark, conf.platform().lake());
    Optional<String> trouble = Optional.empty();
    Kafka kafka = Kafka.UNKNOWN;
    try {
      kafka = ask(known);
    } catch (BrokerException e) {
      trouble = Optional.of(e.getMessage());
    }
    List<Standing> standings = new ArrayList<>();
    for (Dataset dataset : conf.datasets().values()) {
      standings.add(standing(dataset, known, kafka));
    }
    return new Told(standings, trouble);
  }

  private Kafka ask(Map<String, TopicState> known) {
    try (Broker broker = new Broker(conf.platform().bootstrapServers())) {
      Set<String> wanted =
          conf.datasets().values().stream()
              .map(Dataset::topic)
              .collect(Collectors.toCollection(TreeSet::new));
      Map<String, TopicState> topics = new HashMap<>();
      Set<String> anew = new TreeSet<>();
      for (Broker.Described now : broker.describe(wanted).values()) {
        TopicState old = known.get(now.topic());
        boolean other = old != null && !old.id().equals(now.id());
        int epoch = old == null ? 0 : old.epoch() + (other ? 1 : 0);
        topics.put(now.topic(), new TopicState(now.topic(), now.id(), epoch, now.partitions()));
        if (other) {
          anew.add(now.topic());
        }
      }
      Map<TopicPartition, Long> ends = broker.committedEnds(topics.values());
      Map<TopicPartition, OffsetRange> offsets = new HashMap<>();
      broker
          .starts(topics.values())
          .forEach(
              (partition, first) ->
                  offsets.put(
                      partition, new OffsetRange(first, Math.max(first, ends.get(partition)))));
      return new Kafka(topics, anew, offsets);
    }
  }

  /** Of the newest incarnation of its topic. */
  private Standing standing(Dataset dataset, Map<String, TopicState> known, Kafka kafka) {
    Coverage covered = LakeTable.coveredAt(conf.platform().lake().bronze(dataset.name()), hadoop());
    Optional<TopicState> topic =
        Optional.ofNullable(kafka.topics().get(dataset.topic()))
            .or(() -> Optional.ofNullable(known.get(dataset.topic())));
    List<Position> positions =
        topic.stream()
            .flatMap(state -> partitions(state))
            .map(
                partition ->
                    Position.of(
                        partition, covered, Optional.ofNullable(kafka.offsets().get(partition))))
            .toList();
    return new Standing(dataset, positions, kafka.anew().contains(dataset.topic()));
  }

  private static Stream<TopicPartition> partitions(TopicState topic) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (int partition = 0; partition < topic.partitions(); partition++) {
      partitions.add(new TopicPartition(topic.topic(), topic.epoch(), partition));
    }
    return partitions.stream();
  }

  private Configuration hadoop() {
    return spark.sessionState().newHadoopConf();
  }
}
