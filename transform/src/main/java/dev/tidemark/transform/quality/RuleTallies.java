package dev.tidemark.transform.quality;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Expectation;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.TopicPartition;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How the rows of one batch fared under a dataset's rules, by rule, partition and interval. */
public final class RuleTallies {
  private final Dataset dataset;
  private final Coverage covered;
  private final TreeMap<Place, Count> byPlace = new TreeMap<>();

  /**
   * @param covered offsets of the batch
   */
  public RuleTallies(Dataset dataset, Coverage covered) {
    this.dataset = dataset;
    this.covered = covered;
  }

  /**
   * @param rule its place among the dataset's expectations
   * @param interval start of the interval that the row belongs to; empty if it has none
   */
  record Place(int rule, TopicPartition partition, Optional<Instant> interval)
      implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::rule)
            .thenComparing(Place::partition)
            .thenComparing(place -> place.interval().orElse(Instant.MIN));

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** Rows, and how many of them did not pass. */
  record Count(long checked, long failed) {
    Count plus(Count other) {
      return new Count(checked + other.checked, failed + other.failed);
    }
  }

  public void count(Judgement judgement, Optional<Instant> interval) {
    for (int i = 0; i < dataset.expectations().size(); i++) {
      Expectation rule = dataset.expectations().get(i);
      Count one = new Count(1, judgement.broken().contains(rule) ? 1 : 0);
      byPlace.merge(new Place(i, judgement.record().topicPartition(), interval), one, Count::plus);
    }
  }

  Dataset dataset() {
    return dataset;
  }

  Coverage covered() {
    return covered;
  }

  Map<Place, Count> byPlace() {
    return byPlace;
  }
}
