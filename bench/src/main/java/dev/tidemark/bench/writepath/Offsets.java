package dev.tidemark.bench.writepath;

import java.util.Map;
import java.util.TreeMap;

/** The offset after the last one, by partition of the one topic. */
record Offsets(Map<Integer, Long> byPartition) {
  Offsets {
    byPartition = Map.copyOf(byPartition);
  }

  boolean contains(int partition, long offset) {
    return byPartition.getOrDefault(partition, 0L) > offset;
  }

  boolean reaches(Offsets other) {
    return other.byPartition.entrySet().stream()
        .allMatch(end -> byPartition.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  /** Records up to here. */
  long records() {
    return byPartition.values().stream().mapToLong(Long::longValue).sum();
  }

  /** As Spark's Kafka source takes its starting offsets. */
  String json(String topic) {
    StringBuilder json = new StringBuilder("{\"" + topic + "\":{");
    String comma = "";
    for (Map.Entry<Integer, Long> end : new TreeMap<>(byPartition).entrySet()) {
      json.append(comma).append('"').append(end.getKey()).append("\":").append(end.getValue());
      comma = ",";
    }
    return json.append("}}").toString();
  }
}
