package dev.tidemark.contract.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * Cuts time as {@link Interval#of(Instant, Grain, ZoneId)} does, and remembers intervals: many rows
 * are of few. Safe for several threads.
 */
public final class Intervals {
  private static final int SLOTS = 1024;
  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;

  private final Grain grain;
  private final ZoneId zone;
  private final long slotSeconds;

  /** Racy: an interval never changes, and one that is not seen is made again. */
  private final Interval[] known = new Interval[SLOTS];

  public Intervals(Grain grain, ZoneId zone) {
    this.grain = grain;
    this.zone = zone;
    this.slotSeconds = grain == Grain.HOUR ? HOUR : DAY;
  }

  /** The interval that contains {@code instant}. */
  public Interval of(Instant instant) {
    int slot = Math.floorMod(Math.floorDiv(instant.getEpochSecond(), slotSeconds), SLOTS);
    Interval interval = known[slot];
    if (interval == null || !interval.contains(instant)) {
      interval = Interval.of(instant, grain, zone);
      known[slot] = interval;
    }
    return interval;
  }

  /** The interval that contains a wall-clock time read in the zone. */
  public Interval of(LocalDateTime time) {
    return of(time.atZone(zone).toInstant());
  }
}
