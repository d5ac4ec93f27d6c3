package dev.tidemark.transform.lane;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.streaming.SourceProgress;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/**
 * What Spark says of its last trigger.
 *
 * @param key another for each trigger
 * @param reached sum of a topic's offsets up to which it was read
 * @param latest sum of a topic's offsets that there were when the trigger began
 */
record Progress(
    String key,
    long batch,
    long records,
    Instant at,
    Map<String, Long> reached,
    Map<String, Long> latest) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Progress of(StreamingQueryProgress progress) {
    SourceProgress kafka = progress.sources()[0];
    return new Progress(
        progress.runId() + " " + progress.timestamp(),
        progress.batchId(),
        progress.numInputRows(),
        Instant.parse(progress.timestamp()).plusMillis(progress.batchDuration()),
        offsets(kafka.endOffset()),
        offsets(kafka.latestOffset()));
  }

  /** Records of the topic that the trigger left for the next one. */
  long behind(String topic) {
    long left = latest.getOrDefault(topic, 0L) - reached.getOrDefault(topic, 0L);
    return Math.max(0, left);
  }

  long behindSum() {
    return latest.keySet().stream().mapToLong(this::behind).sum();
  }

  /** Spark's {@code {"topic":{"0":12}}}; null before the first trigger. */
  private static Map<String, Long> offsets(String json) {
    Map<String, Long> sums = new TreeMap<>();
    if (json == null) {
      return sums;
    }
    try {
      for (Map.Entry<String, JsonNode> topic : JSON.readTree(json).properties()) {
        long sum = 0;
        for (JsonNode offset : topic.getValue()) {
          sum += offset.asLong();
        }
        sums.put(topic.getKey(), sum);
      }
      return sums;
    } catch (JsonProcessingException e) {
      return Map.of(); // told for people only: the work does not hang on it
    }
  }
}
