package dev.tidemark.backfill;

import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.ledger.Transition;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An interval that the source has emitted.
 *
 * @param span the offsets that the topic got meanwhile, changes of others among them
 */
record Emission(Transition line, Coverage span) {
  /** Whether all of it is among these offsets. */
  boolean isIn(Coverage covered) {
    return span.without(covered).isEmpty();
  }

  /** From the committed ends before to those after. */
  static Coverage span(Map<TopicPartition, Long> before, Map<TopicPartition, Long> after) {
    Map<TopicPartition, OffsetRange> ranges = new TreeMap<>();
    after.forEach(
        (partition, end) -> ranges.put(partition, new OffsetRange(before.get(partition), end)));
    return Coverage.of(ranges);
  }

  /** For a person: {@code epoch 0: 0 [12, 345), 1 [7, 9)}. */
  static String text(Coverage span) {
    return span.asMap().entrySet().stream()
        .collect(
            Collectors.groupingBy(
                entry -> entry.getKey().epoch(),
                TreeMap::new,
                Collectors.mapping(
                    entry ->
                        entry.getKey().partition()
                            + entry.getValue().stream()
                                .map(range -> " [%s, %s)".formatted(range.from(), range.until()))
                                .collect(Collectors.joining()),
                    Collectors.joining(", "))))
        .entrySet()
        .stream()
        .map(epoch -> "epoch %s: %s".formatted(epoch.getKey(), epoch.getValue()))
        .collect(Collectors.joining("; "));
  }
}
