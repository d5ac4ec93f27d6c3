package dev.tidemark.backfill;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.transform.topics.Broker;
import dev.tidemark.transform.topics.TopicEpochs;
import dev.tidemark.transform.topics.TopicState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Finds a dataset's topic as the lane knows it: offsets are worth nothing without their epoch. */
final class FollowedTopic {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final SparkSession spark;
  private final Lake lake;
  private final Broker broker;
  private final LaneSeat lane;

  FollowedTopic(SparkSession spark, Lake lake, Broker broker, LaneSeat lane) {
    this.spark = spark;
    this.lake = lake;
    this.broker = broker;
    this.lane = lane;
  }

  /** Lets the lane go on until it knows the topic that there is now. */
  TopicState of(Dataset dataset) throws Exception {
    String topic = dataset.topic();
    Broker.Described now =
        Optional.ofNullable(broker.describe(List.of(topic)).get(topic))
            .orElseThrow(
                () ->
                    new BackfillException(
                        "topic %s does not exist; run 'tidemark ingest apply', which makes it"
                            .formatted(topic)));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      TopicState known = TopicEpochs.known(spark, lake).get(topic);
      if (known != null && known.id().equals(now.id())) {
        return known;
      }
      if (System.nanoTime() > end) {
        throw new BackfillException(
            "the process that writes lane '%s' has not read topic %s for %s s; look at its log"
                .formatted(dataset.lane(), topic, PATIENCE.toSeconds()));
      }
      lane.goOn();
    }
  }
}
