package dev.tidemark.transform.lane;

import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.decode.Decoded;
import dev.tidemark.transform.metrics.StreamMetrics;
import dev.tidemark.transform.registry.SchemaStore;
import dev.tidemark.transform.registry.WriterSchemas;
import dev.tidemark.transform.silver.Precedence;
import dev.tidemark.transform.table.Fence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One batch through the commit protocol: schemas, bronze, marks, silver. */
final class BatchSteps {
  private static final Logger LOG = LoggerFactory.getLogger(BatchSteps.class);

  private final String lane;
  private final SparkContext spark;
  private final LaneTopics topics;
  private final Map<String, LaneDataset> byTopic;
  private final SchemaStore schemas;
  private final SilverStep silver;
  private final Freshening freshening;
  private final Set<Stage> stages;
  private final Fence fence;
  private final Together together;
  private final StreamMetrics metrics;

  BatchSteps(
      LaneTables tables,
      LaneTopics topics,
      SilverStep silver,
      Freshening freshening,
      Set<Stage> stages) {
    this.lane = tables.lane();
    this.spark = tables.spark();
    this.topics = topics;
    this.byTopic =
        tables.datasets().stream().collect(Collectors.toMap(d -> d.conf().topic(), d -> d));
    this.schemas = tables.schemas();
    this.silver = silver;
    this.freshening = freshening;
    this.stages = stages;
    this.fence = tables.fence();
    this.together = tables.together();
    this.metrics = tables.metrics();
  }

  /**
   * Commits the batch to bronze.
   *
   * @param reached the offset after the last one read, by partition
   * @return what commits it to silver, once all before it are there
   */
  SecondHalf.Work bronze(Batch batch, Map<TopicPartition, Long> reached, long batchId)
      throws InterruptedException {
    topics.requireUnchanged();
    schemas.ensure(schemaIds(batch.records()));
    Map<String, List<KafkaRecord>> records = new TreeMap<>();
    for (KafkaRecord record : batch.records()) {
      records.computeIfAbsent(record.topic(), topic -> new ArrayList<>()).add(record);
    }
    List<LaneDataset> touched = note(batch, records);
    String description = description(batchId, touched, records);
    spark.setJobDescription(description);
    if (!stages.contains(Stage.SILVER)) {
      together.map(touched, dataset -> bronze(dataset, records.get(dataset.conf().topic())));
      touched.forEach(LaneDataset::written);
      return () -> {};
    }
    List<Landed> landed = landed(touched, records);
    touched.forEach(LaneDataset::written);
    return () -> {
      spark.setJobDescription(description);
      silver(batch, landed, reached, batchId);
    };
  }

  private void silver(
      Batch batch, List<Landed> landed, Map<TopicPartition, Long> reached, long batchId) {
    List<Part> parts = together.map(landed, Landed::part);
    long mark = silver.apply(parts, Precedence.NEWER);
    freshening.committed(batch, parts, reached, mark);
    if (!parts.isEmpty()) {
      metrics.batch(lane, Duration.ofNanos(System.nanoTime() - batch.began()));
    }
    log(batchId, parts);
  }

  /** Remembers the offsets read; tells the datasets that have records among them. */
  private List<LaneDataset> note(Batch batch, Map<String, List<KafkaRecord>> records) {
    for (Map.Entry<TopicPartition, OffsetRange> range : batch.ranges().entrySet()) {
      LaneDataset dataset = byTopic.get(range.getKey().topic());
      if (dataset != null) {
        dataset.read(Coverage.NONE.with(range.getKey(), range.getValue()));
      }
    }
    return byTopic.entrySet().stream()
        .filter(entry -> records.containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .toList();
  }

  /** A batch's records of one dataset, which bronze has, before the rules. */
  private record Landed(
      LaneDataset dataset, List<KafkaRecord> records, List<Decoded> decoded, Coverage covered) {
    Part part() {
      return Part.of(dataset, records, decoded, covered);
    }
  }

  /** Decodes while bronze is written; nothing else is done before all of bronze is committed. */
  private List<Landed> landed(List<LaneDataset> touched, Map<String, List<KafkaRecord>> records) {
    List<Slice> slices =
        touched.stream().flatMap(d -> Slice.of(d, records.get(d.conf().topic()))).toList();
    List<Supplier<List<Decoded>>> work = new ArrayList<>();
    touched.forEach(d -> work.add(() -> bronze(d, records.get(d.conf().topic()))));
    slices.forEach(slice -> work.add(slice::decoded));
    List<List<Decoded>> done = together.map(work, Supplier::get);
    Map<LaneDataset, List<Decoded>> decoded = new HashMap<>();
    for (int i = 0; i < slices.size(); i++) {
      decoded
          .computeIfAbsent(slices.get(i).dataset(), first -> new ArrayList<>())
          .addAll(done.get(touched.size() + i));
    }
    return touched.stream()
        .map(d -> new Landed(d, records.get(d.conf().topic()), decoded.get(d), d.unwritten()))
        .toList();
  }

  private List<Decoded> bronze(LaneDataset dataset, List<KafkaRecord> records) {
    dataset.bronze().append(records, dataset.unwritten(), fence);
    return List.of();
  }

  /** What the Spark UI shows beside the batch's jobs. */
  private String description(
      long batchId, List<LaneDataset> touched, Map<String, List<KafkaRecord>> records) {
    return touched.stream()
        .map(d -> d.name() + " " + records.get(d.conf().topic()).size())
        .collect(
            Collectors.joining(", ", "lane %s batch %s: ".formatted(lane, batchId), " records"));
  }

  private static Set<Integer> schemaIds(List<KafkaRecord> records) {
    Set<Integer> ids = new TreeSet<>();
    for (KafkaRecord record : records) {
      for (byte[] payload : new byte[][] {record.key(), record.value()}) {
        OptionalInt id = payload == null ? OptionalInt.empty() : WriterSchemas.idOf(payload);
        id.ifPresent(ids::add);
      }
    }
    return ids;
  }

  private void log(long batchId, List<Part> parts) {
    int records = parts.stream().mapToInt(part -> part.records().size()).sum();
    if (records > 0) {
      LOG.atInfo()
          .addKeyValue("lane", lane)
          .addKeyValue("batchId", batchId)
          .addKeyValue("rows", records)
          .log("batch committed");
    }
  }
}
