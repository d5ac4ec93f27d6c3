package dev.tidemark.transform.lane;

import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.TopicPartition;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What became of a dataset's records in one batch, by partition and interval. */
final class Tallies {
  private final String dataset;
  private final Coverage covered;
  private final Map<TopicPartition, Map<Optional<Instant>, Counter>> counts = new HashMap<>();

  Tallies(String dataset, Coverage covered) {
    this.dataset = dataset;
    this.covered = covered;
  }

  /**
   * @param interval start of the interval that the record's row belongs to; empty if it has none,
   *     or the record could not be read
   */
  record Place(TopicPartition partition, Optional<Instant> interval) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::partition)
            .thenComparing(place -> place.interval().orElse(Instant.MIN));

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** The parts add up to the whole. */
  record Tally(long applied, long superseded, long quarantined, long filtered) {
    static final Tally NONE = new Tally(0, 0, 0, 0);

    long read() {
      return applied + superseded + quarantined + filtered;
    }

    Tally plus(Tally other) {
      return new Tally(
          applied + other.applied,
          superseded + other.superseded,
          quarantined + other.quarantined,
          filtered + other.filtered);
    }
  }

  private static final class Counter {
    private long applied;
    private long superseded;
    private long quarantined;
    private long filtered;

    void count(Fate fate) {
      switch (fate) {
        case APPLIED -> applied++;
        case SUPERSEDED -> superseded++;
        case QUARANTINED -> quarantined++;
        case FILTERED -> filtered++;
      }
    }

    Tally tally() {
      return new Tally(applied, superseded, quarantined, filtered);
    }
  }

  /** What becomes of a record. */
  enum Fate {
    APPLIED,
    SUPERSEDED,
    QUARANTINED,
    FILTERED
  }

  void count(TopicPartition partition, Optional<Instant> interval, Fate fate) {
    counts
        .computeIfAbsent(partition, first -> new HashMap<>())
        .computeIfAbsent(interval, first -> new Counter())
        .count(fate);
  }

  String dataset() {
    return dataset;
  }

  Tally sum() {
    return byPlace().values().stream().reduce(Tally.NONE, Tally::plus);
  }

  Coverage covered() {
    return covered;
  }

  /** In order. */
  Map<Place, Tally> byPlace() {
    Map<Place, Tally> byPlace = new TreeMap<>();
    counts.forEach(
        (partition, intervals) ->
            intervals.forEach(
                (interval, counter) ->
                    byPlace.put(new Place(partition, interval), counter.tally())));
    return byPlace;
  }
}
