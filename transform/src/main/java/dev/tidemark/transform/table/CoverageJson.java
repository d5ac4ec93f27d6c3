package dev.tidemark.transform.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Coverage as text: {@code {"topic":{"epoch":{"partition":[[from,until],…]}}}}, keys in order. */
final class CoverageJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Map<Integer, Map<Integer, List<List<Long>>>>>>
      SHAPE = new TypeReference<>() {};

  private CoverageJson() {}

  static String write(Coverage coverage) {
    Map<String, Map<Integer, Map<Integer, List<List<Long>>>>> topics = new TreeMap<>();
    coverage
        .asMap()
        .forEach(
            (partition, ranges) ->
                topics
                    .computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
                    .computeIfAbsent(partition.epoch(), epoch -> new TreeMap<>())
                    .put(partition.partition(), pairs(ranges)));
    try {
      return JSON.writeValueAsString(topics);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("coverage %s has no text".formatted(coverage), e);
    }
  }

  /**
   * @throws LakeException if the text is not what {@link #write} makes
   */
  static Coverage read(String path, String text) {
    Map<String, Map<Integer, Map<Integer, List<List<Long>>>>> topics;
    try {
      topics = JSON.readValue(text, SHAPE);
    } catch (JsonProcessingException e) {
      throw new LakeException(
          "Table %s: its covered offsets (domain metadata %s) cannot be read: %s. Somebody else wrote them; restore the table to the version before."
              .formatted(path, LakeTable.OFFSETS, e.getOriginalMessage()),
          e);
    }
    Coverage[] sum = {Coverage.NONE};
    topics.forEach(
        (topic, epochs) ->
            epochs.forEach(
                (epoch, partitions) ->
                    partitions.forEach(
                        (partition, ranges) -> {
                          TopicPartition place = new TopicPartition(topic, epoch, partition);
                          for (List<Long> range : ranges) {
                            sum[0] =
                                sum[0].with(place, new OffsetRange(range.get(0), range.get(1)));
                          }
                        })));
    return sum[0];
  }

  private static List<List<Long>> pairs(List<OffsetRange> ranges) {
    List<List<Long>> pairs = new ArrayList<>();
    ranges.forEach(range -> pairs.add(List.of(range.from(), range.until())));
    return pairs;
  }
}
