package dev.tidemark.transform.lane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.topics.TopicState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Turns the rows of Spark's Kafka source into a batch. The offsets read are those of the query's
 * offset log, which counts transaction markers; the rows alone would leave holes.
 */
final class BatchReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Comparator<KafkaRecord> ORDER =
      Comparator.comparing(KafkaRecord::topic)
          .thenComparingInt(KafkaRecord::partition)
          .thenComparingLong(KafkaRecord::offset);

  private final Map<String, TopicState> topics;
  private final Path offsetLog;
  private final Configuration hadoop;
  private final Map<TopicPartition, Long> reached;

  /**
   * @param start where the query begins, for every partition of every topic
   */
  BatchReader(
      Map<String, TopicState> topics,
      String checkpoint,
      Map<TopicPartition, Long> start,
      Configuration hadoop) {
    this.topics = topics;
    this.offsetLog = new Path(checkpoint, "offsets");
    this.hadoop = hadoop;
    this.reached = new HashMap<>(start);
  }

  Batch read(Dataset<Row> rows, long batchId) throws IOException {
    long began = System.nanoTime();
    List<KafkaRecord> records = new ArrayList<>();
    List<Row> collected =
        rows.select("topic", "partition", "offset", "timestamp", "key", "value", "headers")
            .collectAsList();
    for (Row row : collected) {
      records.add(record(row));
    }
    records.sort(ORDER);
    Map<TopicPartition, OffsetRange> ranges = new TreeMap<>();
    ends(batchId)
        .forEach(
            (partition, end) -> {
              long from = reached.get(partition);
              if (end > from) {
                ranges.put(partition, new OffsetRange(from, end));
                reached.put(partition, end);
              }
            });
    return new Batch(records, ranges, began);
  }

  /** The offset after the last one read, by partition. */
  Map<TopicPartition, Long> reached() {
    return Map.copyOf(reached);
  }

  private KafkaRecord record(Row row) {
    String topic = row.getString(0);
    List<KafkaRecord.Header> headers = new ArrayList<>();
    if (!row.isNullAt(6)) {
      for (Row header : row.<Row>getList(6)) {
        headers.add(new KafkaRecord.Header(header.getString(0), (byte[]) header.get(1)));
      }
    }
    return new KafkaRecord(
        topic,
        topics.get(topic).epoch(),
        row.getInt(1),
        row.getLong(2),
        row.getInstant(3),
        (byte[]) row.get(4),
        (byte[]) row.get(5),
        headers);
  }

  /** The end offsets that the query wrote to its log before it ran the batch. */
  private Map<TopicPartition, Long> ends(long batchId) throws IOException {
    Path file = new Path(offsetLog, Long.toString(batchId));
    FileSystem files = file.getFileSystem(hadoop);
    String last = "";
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(files.open(file), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        last = line;
      }
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    JsonNode offsets = JSON.readTree(last);
    for (Map.Entry<String, JsonNode> topic : offsets.properties()) {
      TopicState state = topics.get(topic.getKey());
      for (Map.Entry<String, JsonNode> partition : topic.getValue().properties()) {
        ends.put(
            new TopicPartition(topic.getKey(), state.epoch(), Integer.parseInt(partition.getKey())),
            partition.getValue().asLong());
      }
    }
    return ends;
  }
}
