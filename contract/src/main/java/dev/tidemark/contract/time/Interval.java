package dev.tidemark.contract.time;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * One hour, day or month of event time, {@code [start, end)}, as instants.
 *
 * <p>Its wall-clock borders are those of the zone it was cut in, so a day may last 23 or 25 hours.
 */
public record Interval(Instant start, Instant end) {
  public Interval {
    requireNonNull(start, "start is null");
    requireNonNull(end, "end is null");
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException(
          "end %s is not after start %s; end is excluded".formatted(end, start));
    }
  }

  /** The interval that contains {@code instant}; an hour repeated at the end of summer is two. */
  public static Interval of(Instant instant, Grain grain, ZoneId zone) {
    if (grain == Grain.HOUR) {
      return hourOf(instant, zone);
    }
    LocalDateTime start = grain.startOf(LocalDateTime.ofInstant(instant, zone));
    return new Interval(start.atZone(zone).toInstant(), grain.next(start).atZone(zone).toInstant());
  }

  /** The interval that contains a wall-clock time read in {@code zone}. */
  public static Interval of(LocalDateTime time, Grain grain, ZoneId zone) {
    return of(time.atZone(zone).toInstant(), grain, zone);
  }

  public boolean contains(Instant instant) {
    return !instant.isBefore(start) && instant.isBefore(end);
  }

  private static Interval hourOf(Instant instant, ZoneId zone) {
    ZoneOffset offset = zone.getRules().getOffset(instant);
    LocalDateTime start = Grain.HOUR.startOf(LocalDateTime.ofInstant(instant, offset));
    Instant first = start.toInstant(offset);
    return new Interval(first, first.plusSeconds(3600));
  }

  /** {@code [start, end)} in UTC. */
  @Override
  public String toString() {
    return "[" + start + ", " + end + ")";
  }
}
