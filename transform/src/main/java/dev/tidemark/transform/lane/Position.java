package dev.tidemark.transform.lane;

import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a partition of a dataset stands.
 *
 * @param covered what bronze has of it, ascending
 * @param kafka from the first offset that the log still has to the committed end; empty if unknown
 */
public record Position(
    TopicPartition partition, List<OffsetRange> covered, Optional<OffsetRange> kafka) {
  public Position {
    covered = List.copyOf(covered);
  }

  static Position of(TopicPartition partition, Coverage covered, Optional<OffsetRange> kafka) {
    return new Position(partition, covered.of(partition), kafka);
  }

  private OptionalLong end() {
    return covered.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(covered.get(covered.size() - 1).until());
  }

  /** The offset that the next start reads first; empty if Kafka is unknown and bronze has none. */
  public OptionalLong next() {
    if (kafka.isEmpty()) {
      return end();
    }
    long first = kafka.get().from();
    return OptionalLong.of(Math.max(first, end().orElse(first)));
  }

  /** Offsets between there and the committed end; empty if Kafka is unknown. */
  public OptionalLong behind() {
    return kafka.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, kafka.get().until() - next().orElseThrow()));
  }

  /** What Kafka dropped after the last offset that bronze has, before it was read. */
  Optional<OffsetRange> fallen() {
    if (kafka.isEmpty() || end().isEmpty() || kafka.get().from() <= end().getAsLong()) {
      return Optional.empty();
    }
    return Optional.of(new OffsetRange(end().getAsLong(), kafka.get().from()));
  }

  /** What no batch covered, ascending. */
  public List<OffsetRange> holes() {
    List<OffsetRange> holes = new ArrayList<>();
    for (int i = 1; i < covered.size(); i++) {
      long end = covered.get(i - 1).until();
      long again = covered.get(i).from();
      holes.add(new OffsetRange(end, again));
    }
    fallen().ifPresent(holes::add);
    return List.copyOf(holes);
  }
}
