package dev.tidemark.transform.lane;

import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.contract.time.Interval;
import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.decode.Change;
import dev.tidemark.transform.decode.Decoded;
import dev.tidemark.transform.silver.Key;
import dev.tidemark.transform.silver.Precedence;
import dev.tidemark.transform.silver.SilverColumns;
import dev.tidemark.transform.silver.SilverReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Derives silver of some intervals again, in steps between which live batches may run. The keys
 * concerned are those with a row in the intervals in any record of bronze, and those that silver
 * has there; of each, the newest change of all of bronze is applied again.
 *
 * <p>Keys that do not fit into memory are taken bucket by bucket, each with its own passes over
 * bronze. Records that come in meanwhile are the live batches' task.
 */
final class Rederivation {
  private final LaneDataset dataset;
  private final List<Interval> ranges;
  private final SilverStep step;
  private final SilverReader silver;
  private final SilverColumns columns;
  private final Limits limits;
  private final List<Coverage> chunks = new ArrayList<>();
  private final Map<Interval, Long> changes = new HashMap<>();
  private final Set<Key> keys = new HashSet<>();
  private final Map<Key, KafkaRecord> newest = new HashMap<>();
  private List<KafkaRecord> left = List.of();
  private Phase phase = Phase.SILVER_KEYS;
  private int position;
  private int bucket;
  private int buckets = 1;
  private long folded;

  /**
   * How much is held at once.
   *
   * @param keys most keys in memory
   * @param chunk most offsets read in a step
   * @param rows most keys applied in a step
   */
  record Limits(int keys, int chunk, int rows) {
    static final Limits USUAL = new Limits(200_000, 50_000, 20_000);
  }

  private enum Phase {
    SILVER_KEYS,
    BRONZE_KEYS,
    FOLD,
    APPLY,
    ENDED
  }

  /**
   * @param ranges whole intervals of the dataset
   */
  Rederivation(
      LaneDataset dataset,
      List<Interval> ranges,
      SilverStep step,
      SilverReader silver,
      Limits limits) {
    this.dataset = dataset;
    this.ranges = List.copyOf(ranges);
    this.step = step;
    this.silver = silver;
    this.columns = new SilverColumns(dataset.conf());
    this.limits = limits;
    dataset
        .silver()
        .covered()
        .asMap()
        .forEach(
            (partition, parts) -> {
              for (OffsetRange part : parts) {
                for (long from = part.from(); from < part.until(); from += limits.chunk()) {
                  long until = Math.min(part.until(), from + limits.chunk());
                  chunks.add(Coverage.NONE.with(partition, new OffsetRange(from, until)));
                }
              }
            });
  }

  /** Does the next step; false if it was the last one. */
  boolean advance() {
    switch (phase) {
      case SILVER_KEYS -> {
        ranges.forEach(range -> silver.keys(range, this::note));
        enter(Phase.BRONZE_KEYS);
      }
      case BRONZE_KEYS -> chunk(this::collect, Phase.FOLD);
      case FOLD -> chunk(this::fold, Phase.APPLY);
      case APPLY -> apply();
      case ENDED -> throw new IllegalStateException("the re-derivation has ended");
    }
    return phase != Phase.ENDED;
  }

  /** Changes in bronze with a row in the interval. */
  long changes(Interval range) {
    return changes.getOrDefault(range, 0L);
  }

  /** Keys that were applied again. */
  long folded() {
    return folded;
  }

  private void enter(Phase next) {
    phase = next;
    position = 0;
  }

  private interface ChangeReader {
    void accept(KafkaRecord record, Change change);
  }

  private void chunk(ChangeReader reader, Phase next) {
    if (position < chunks.size()) {
      dataset
          .bronze()
          .read(
              chunks.get(position),
              limits.chunk(),
              (records, covered) ->
                  records.forEach(record -> read(record, next == Phase.APPLY, reader)));
      position++;
    }
    if (position >= chunks.size()) {
      enter(next);
      left = next == Phase.APPLY ? List.copyOf(new LinkedHashSet<>(newest.values())) : List.of();
    }
  }

  /**
   * @param ruled what the rules keep aside is passed over
   */
  private void read(KafkaRecord record, boolean ruled, ChangeReader reader) {
    Decoded decoded = dataset.decoder().decode(record);
    Decoded meant = ruled ? dataset.rules().judge(decoded, judgement -> {}) : decoded;
    if (meant instanceof Decoded.Applied applied) {
      applied.changes().forEach(change -> reader.accept(record, change));
    }
  }

  private void collect(KafkaRecord record, Change change) {
    Instant start = columns.interval(change.row()).orElse(null);
    for (Interval range : ranges) {
      if (start != null && range.contains(start)) {
        if (bucket == 0) {
          changes.merge(range, 1L, Long::sum);
        }
        note(columns.key(change.row()));
      }
    }
  }

  /** Halves what is held when it is too much: the rest comes in buckets of their own. */
  private void note(Key key) {
    if (isInBucket(key) && keys.add(key) && keys.size() > limits.keys()) {
      buckets *= 2;
      keys.removeIf(other -> !isInBucket(other));
    }
  }

  private boolean isInBucket(Key key) {
    return Math.floorMod(Integer.reverse(key.hashCode() * 0x9E3779B9), buckets) == bucket;
  }

  private void fold(KafkaRecord record, Change change) {
    Key key = columns.key(change.row());
    if (keys.contains(key)) {
      newest.merge(key, record, (a, b) -> b.sequence().compareTo(a.sequence()) >= 0 ? b : a);
    }
  }

  private void apply() {
    if (position < left.size()) {
      List<KafkaRecord> part =
          left.subList(position, Math.min(left.size(), position + limits.rows()));
      step.apply(List.of(Part.of(dataset, part, span(part))), Precedence.NEWER_OR_EQUAL);
      position += part.size();
    }
    if (position >= left.size()) {
      folded += newest.size();
      keys.clear();
      newest.clear();
      left = List.of();
      bucket++;
      enter(bucket < buckets ? Phase.SILVER_KEYS : Phase.ENDED);
    }
  }

  /** Offsets around these records, as far as silver has them already. */
  private Coverage span(List<KafkaRecord> records) {
    Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
    for (KafkaRecord record : records) {
      OffsetRange own = new OffsetRange(record.offset(), record.offset() + 1);
      ranges.merge(
          record.topicPartition(),
          own,
          (a, b) -> new OffsetRange(Math.min(a.from(), b.from()), Math.max(a.until(), b.until())));
    }
    Coverage around = Coverage.of(ranges);
    return around.without(around.without(dataset.silver().covered()));
  }
}
