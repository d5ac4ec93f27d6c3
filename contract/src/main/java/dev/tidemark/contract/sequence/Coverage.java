package dev.tidemark.contract.sequence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The offsets that a table has taken in: per partition, disjoint ranges in ascending order, those
 * that touch merged into one. A value: {@link #with} returns a new one.
 */
public final class Coverage {
  public static final Coverage NONE = new Coverage(new TreeMap<>());

  private final Map<TopicPartition, List<OffsetRange>> ranges;

  private Coverage(Map<TopicPartition, List<OffsetRange>> ranges) {
    this.ranges = ranges;
  }

  public static Coverage of(Map<TopicPartition, OffsetRange> one) {
    Coverage coverage = NONE;
    for (Map.Entry<TopicPartition, OffsetRange> entry : one.entrySet()) {
      coverage = coverage.with(entry.getKey(), entry.getValue());
    }
    return coverage;
  }

  /** This and the range; adding what is covered already changes nothing. */
  public Coverage with(TopicPartition partition, OffsetRange added) {
    if (added.isEmpty()) {
      return this;
    }
    TreeMap<TopicPartition, List<OffsetRange>> next = new TreeMap<>(ranges);
    next.put(partition, merged(of(partition), added));
    return new Coverage(next);
  }

  public Coverage with(Coverage other) {
    Coverage sum = this;
    for (Map.Entry<TopicPartition, List<OffsetRange>> entry : other.ranges.entrySet()) {
      for (OffsetRange range : entry.getValue()) {
        sum = sum.with(entry.getKey(), range);
      }
    }
    return sum;
  }

  /** What is here and not in {@code other}. */
  public Coverage without(Coverage other) {
    TreeMap<TopicPartition, List<OffsetRange>> rest = new TreeMap<>();
    ranges.forEach(
        (partition, mine) -> {
          List<OffsetRange> left = mine;
          for (OffsetRange taken : other.of(partition)) {
            left = cut(left, taken);
          }
          if (!left.isEmpty()) {
            rest.put(partition, left);
          }
        });
    return new Coverage(rest);
  }

  /** What lies between the first and the last covered offset of each partition and is not here. */
  public Coverage holes() {
    Coverage holes = NONE;
    for (Map.Entry<TopicPartition, List<OffsetRange>> entry : ranges.entrySet()) {
      List<OffsetRange> mine = entry.getValue();
      for (int i = 1; i < mine.size(); i++) {
        long end = mine.get(i - 1).until();
        long again = mine.get(i).from();
        holes = holes.with(entry.getKey(), new OffsetRange(end, again));
      }
    }
    return holes;
  }

  public boolean contains(TopicPartition partition, long offset) {
    return of(partition).stream().anyMatch(range -> range.contains(offset));
  }

  /** Ranges of one partition, ascending; empty if none. */
  public List<OffsetRange> of(TopicPartition partition) {
    return ranges.getOrDefault(partition, List.of());
  }

  /** The offset after the last covered one; empty if the partition has none. */
  public OptionalLong end(TopicPartition partition) {
    List<OffsetRange> mine = of(partition);
    return mine.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(mine.get(mine.size() - 1).until());
  }

  public Map<TopicPartition, List<OffsetRange>> asMap() {
    return Collections.unmodifiableMap(ranges);
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  private static List<OffsetRange> merged(List<OffsetRange> old, OffsetRange added) {
    List<OffsetRange> all = new ArrayList<>(old);
    all.add(added);
    all.sort(Comparator.comparingLong(OffsetRange::from));
    List<OffsetRange> result = new ArrayList<>();
    for (OffsetRange range : all) {
      int last = result.size() - 1;
      if (last >= 0 && range.from() <= result.get(last).until()) {
        OffsetRange before = result.get(last);
        result.set(last, new OffsetRange(before.from(), Math.max(before.until(), range.until())));
      } else {
        result.add(range);
      }
    }
    return List.copyOf(result);
  }

  private static List<OffsetRange> cut(List<OffsetRange> ranges, OffsetRange taken) {
    List<OffsetRange> left = new ArrayList<>();
    for (OffsetRange range : ranges) {
      if (taken.until() <= range.from() || range.until() <= taken.from()) {
        left.add(range);
        continue;
      }
      if (range.from() < taken.from()) {
        left.add(new OffsetRange(range.from(), taken.from()));
      }
      if (taken.until() < range.until()) {
        left.add(new OffsetRange(taken.until(), range.until()));
      }
    }
    return List.copyOf(left);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Coverage coverage && coverage.ranges.equals(ranges);
  }

  @Override
  public int hashCode() {
    return ranges.hashCode();
  }

  @Override
  public String toString() {
    return ranges.toString();
  }
}
