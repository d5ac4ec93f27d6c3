package dev.tidemark.transform.gold;

import static org.apache.spark.sql.functions.lit;

import dev.tidemark.contract.time.Grain;
import dev.tidemark.transform.marks.Pending;
import dev.tidemark.transform.scan.Starts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * The part of a model that is computed anew: what is marked, or more.
 *
 * @param nowhere true if groups without an interval are part of it
 * @param ranges ascending, disjoint; of no meaning if {@code everything}
 */
record Dirty(boolean everything, boolean nowhere, List<Range> ranges) {
  /**
   * A query's text holds no more ranges than this; the nearest are joined, with what is between.
   * Delta compares each with every statistic: with a hundred, its code grew beyond what the JVM
   * takes (64 KB a method), and compiling it took longer than all else.
   */
  static final int MOST_RANGES = 8;

  /** How far an instant and a wall-clock time read as UTC can be apart, and a bit. */
  private static final Duration ZONES = Duration.ofHours(26);

  /** Starts of intervals, {@code [from, to)}. */
  record Range(Instant from, Instant to) {}

  Dirty {
    ranges = List.copyOf(ranges);
  }

  static Dirty of(Pending pending, Grain grain) {
    List<Range> ranges = new ArrayList<>();
    for (Instant start : pending.starts()) {
      Instant next =
          grain.next(LocalDateTime.ofInstant(start, ZoneOffset.UTC)).toInstant(ZoneOffset.UTC);
      int last = ranges.size() - 1;
      if (last >= 0 && !ranges.get(last).to().isBefore(start)) {
        ranges.set(last, new Range(ranges.get(last).from(), next));
      } else {
        ranges.add(new Range(start, next));
      }
    }
    return new Dirty(pending.everything(), pending.nowhere(), ranges);
  }

  /** A superset that fits into the text of a query. */
  Dirty few() {
    return new Dirty(everything, nowhere, few(ranges));
  }

  private static List<Range> few(List<Range> ranges) {
    if (ranges.size() <= MOST_RANGES) {
      return ranges;
    }
    List<Duration> gaps = new ArrayList<>();
    for (int i = 1; i < ranges.size(); i++) {
      gaps.add(Duration.between(ranges.get(i - 1).to(), ranges.get(i).from()));
    }
    List<Duration> widest = gaps.stream().sorted(Comparator.reverseOrder()).toList();
    Duration bridged = widest.get(MOST_RANGES - 1);
    List<Range> joined = new ArrayList<>(List.of(ranges.get(0)));
    for (int i = 1; i < ranges.size(); i++) {
      int last = joined.size() - 1;
      if (gaps.get(i - 1).compareTo(bridged) <= 0) {
        joined.set(last, new Range(joined.get(last).from(), ranges.get(i).to()));
      } else {
        joined.add(ranges.get(i));
      }
    }
    return joined;
  }

  /** For the start of a group's interval; of few ranges. */
  Column contains(Column start) {
    if (everything) {
      return lit(true);
    }
    Column any = nowhere ? start.isNull() : lit(false);
    for (Range range : ranges) {
      any = any.or(start.geq(range.from()).and(start.lt(range.to())));
    }
    return any;
  }

  /**
   * For the start of a silver row's own interval, of few ranges: true for every row that may count
   * here.
   *
   * @param slack how much later than the model's time the row's may be
   * @param grain of the dataset's own intervals
   */
  Column mayHold(Column start, Duration slack, Grain grain) {
    if (everything) {
      return lit(true);
    }
    Column any = nowhere ? start.isNull() : lit(false);
    for (Range range : widened(slack, grain)) {
      any = any.or(start.geq(range.from()).and(start.lt(range.to())));
    }
    return any;
  }

  /** {@link #contains} for rows that are read without Spark. */
  Starts starts() {
    return everything ? Starts.ALL : new Starts(false, nowhere, plain(ranges));
  }

  /** {@link #mayHold} for rows that are read without Spark. */
  Starts near(Duration slack, Grain grain) {
    return everything ? Starts.ALL : new Starts(false, nowhere, plain(widened(slack, grain)));
  }

  private static List<Starts.Range> plain(List<Range> ranges) {
    return ranges.stream().map(range -> new Starts.Range(range.from(), range.to())).toList();
  }

  private List<Range> widened(Duration slack, Grain grain) {
    Duration length =
        switch (grain) {
          case HOUR -> Duration.ofHours(1);
          case DAY -> Duration.ofDays(1);
          case MONTH -> Duration.ofDays(31);
        };
    List<Range> wide = new ArrayList<>();
    for (Range range : ranges) {
      Instant from = range.from().minus(ZONES).minus(length);
      Instant to = range.to().plus(ZONES).plus(slack);
      int last = wide.size() - 1;
      if (last >= 0 && !wide.get(last).to().isBefore(from)) {
        wide.set(last, new Range(wide.get(last).from(), to));
      } else {
        wide.add(new Range(from, to));
      }
    }
    return wide;
  }
}
