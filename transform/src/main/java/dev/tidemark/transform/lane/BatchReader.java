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
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.unsafe.types.UTF8String;

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
    List<KafkaRecord> records = records(rows);
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

  /** From Spark's own rows: an external one of each would be thrown away at once. */
  private List<KafkaRecord> records(Dataset<Row> rows) {
    Dataset<Row> selected =
        rows.select("topic", "partition", "offset", "timestamp", "key", "value", "headers");
    InternalRow[] collected =
        ((org.apache.spark.sql.classic.Dataset<Row>) selected)
            .queryExecution()
            .executedPlan()
            .executeCollect();
    List<KafkaRecord> records = new ArrayList<>(collected.length);
    UTF8String name = null;
    TopicState topic = null;
    for (InternalRow row : collected) {
      UTF8String next = row.getUTF8String(0);
      if (!next.equals(name)) {
        name = next.copy();
        topic = topics.get(name.toString());
      }
      records.add(record(topic, row));
    }
    return records;
  }

  private static KafkaRecord record(TopicState topic, InternalRow row) {
    return new KafkaRecord(
        topic.topic(),
        topic.epoch(),
        row.getInt(1),
        row.getLong(2),
        DateTimeUtils.microsToInstant(row.getLong(3)),
        row.getBinary(4),
        row.getBinary(5),
        row.isNullAt(6) ? List.of() : headers(row.getArray(6)));
  }

  private static List<KafkaRecord.Header> headers(ArrayData array) {
    List<KafkaRecord.Header> headers = new ArrayList<>(array.numElements());
    for (int i = 0; i < array.numElements(); i++) {
      InternalRow header = array.getStruct(i, 2);
      headers.add(new KafkaRecord.Header(header.getUTF8String(0).toString(), header.getBinary(1)));
    }
    return headers;
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
