package dev.tidemark.transform.lane;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.contract.conf.Platform;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lane's streaming query: each Kafka batch is read once for all datasets. */
final class LaneStream {
  private static final Logger LOG = LoggerFactory.getLogger(LaneStream.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Then the query fails and the lane begins anew, as often as it takes. */
  private static final long KAFKA_PATIENCE_MILLIS = 30_000;

  private final SparkSession spark;
  private final Platform platform;
  private final String lane;
  private final LaneTopics topics;
  private final List<LaneDataset> datasets;
  private final SecondHalf silver;

  LaneStream(
      SparkSession spark,
      Platform platform,
      String lane,
      LaneTopics topics,
      List<LaneDataset> datasets,
      SecondHalf silver) {
    this.spark = spark;
    this.platform = platform;
    this.lane = lane;
    this.topics = topics;
    this.datasets = datasets;
    this.silver = silver;
  }

  /**
   * Starts at what bronze covers, whatever older checkpoints say.
   *
   * @param checkpoint a folder that does not exist yet
   * @param turns what a batch takes turns with
   * @param records of all topics, that a batch has at most
   * @param once ends when it has read what is there now
   */
  StreamingQuery start(
      String checkpoint, BatchSteps steps, LedgerTurns turns, long records, Once once)
      throws TimeoutException {
    Map<TopicPartition, Long> start = start();
    BatchReader reader =
        new BatchReader(topics.states(), checkpoint, start, spark.sessionState().newHadoopConf());
    VoidFunction2<Dataset<Row>, Long> batch =
        (rows, batchId) -> {
          spark.sparkContext().setJobDescription("lane %s batch %s: read".formatted(lane, batchId));
          turns.batch(
              () ->
                  silver.begin(
                      steps.bronze(reader.read(rows, batchId), reader.reached(), batchId)));
        };
    DataStreamWriter<Row> writer =
        spark
            .readStream()
            .format("kafka")
            .option("kafka.bootstrap.servers", platform.bootstrapServers())
            .option("subscribe", String.join(",", topics.states().keySet()))
            .option("startingOffsets", json(start))
            .option("failOnDataLoss", "true")
            .option("includeHeaders", "true")
            .option("maxOffsetsPerTrigger", records)
            .option("kafka.isolation.level", "read_committed")
            .option("kafka.fetch.max.wait.ms", "20")
            .option("kafka.default.api.timeout.ms", KAFKA_PATIENCE_MILLIS)
            .option("kafka.request.timeout.ms", KAFKA_PATIENCE_MILLIS)
            .option("kafkaConsumer.pollTimeoutMs", KAFKA_PATIENCE_MILLIS)
            .option("fetchOffset.numRetries", 1)
            .load()
            .writeStream()
            .queryName("tidemark lane " + lane)
            .option("checkpointLocation", checkpoint)
            .foreachBatch(batch);
    return writer
        .trigger(
            once == Once.YES
                ? Trigger.AvailableNow()
                : Trigger.ProcessingTime(platform.stream().trigger().toMillis()))
        .start();
  }

  /**
   * Returns when the query has ended, and silver of its last batch is there.
   *
   * @param watch returns or throws when the query has ended
   * @throws Exception that silver of a batch failed with
   */
  void awaitEnd(StreamingQuery query, Watch watch) throws Exception {
    CompletableFuture<Void> stopped = silver.failure().thenAcceptAsync(e -> stop(query));
    watch.await();
    if (silver.failure().isDone()) {
      stopped.join();
    }
    silver.await();
  }

  @FunctionalInterface
  interface Watch {
    void await() throws StreamingQueryException;
  }

  private static void stop(StreamingQuery query) {
    try {
      query.stop();
    } catch (TimeoutException e) {
      throw new IllegalStateException("the query does not end", e);
    }
  }

  /** Whether a run ends by itself. */
  enum Once {
    YES,
    NO
  }

  /**
   * After the last offset that bronze has of each partition; where it has none, the first there is.
   */
  private Map<TopicPartition, Long> start() {
    Map<TopicPartition, Long> start = new HashMap<>(topics.firstOffsets());
    for (LaneDataset dataset : datasets) {
      start.replaceAll(
          (partition, first) ->
              partition.topic().equals(dataset.conf().topic())
                  ? start(dataset, partition, first)
                  : first);
      dataset
          .holes()
          .asMap()
          .forEach((partition, holes) -> holes.forEach(hole -> tell(dataset, partition, hole)));
    }
    return start;
  }

  private static long start(LaneDataset dataset, TopicPartition partition, long first) {
    Position position =
        Position.of(
            partition, dataset.bronze().covered(), Optional.of(new OffsetRange(first, first)));
    position.fallen().ifPresent(range -> dataset.fell(Coverage.NONE.with(partition, range)));
    return position.next().orElseThrow();
  }

  /** At each start, until it is closed: whoever reads the log is to know what is missing. */
  private void tell(LaneDataset dataset, TopicPartition partition, OffsetRange hole) {
    LOG.atError()
        .addKeyValue("lane", lane)
        .addKeyValue("dataset", dataset.name())
        .addKeyValue("topic", partition.topic())
        .addKeyValue("epoch", partition.epoch())
        .addKeyValue("partition", partition.partition())
        .addKeyValue("from", hole.from())
        .addKeyValue("until", hole.until())
        .log(
            "records are missing: Kafka dropped these offsets before they were read; bring the rows"
                + " again by a backfill from the source, then 'tidemark rebase --close-holes'");
  }

  private static String json(Map<TopicPartition, Long> offsets) {
    ObjectNode json = JSON.createObjectNode();
    offsets.forEach(
        (partition, offset) ->
            json.withObjectProperty(partition.topic())
                .put(Integer.toString(partition.partition()), offset));
    return json.toString();
  }
}
