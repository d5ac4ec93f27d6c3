package dev.tidemark.devstack.shop;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Starts at noon of a day and goes on by one second each time it is read. */
public final class SteadyClock extends Clock {
  private Instant now;

  private SteadyClock(Instant start) {
    this.now = start;
  }

  public static SteadyClock from(LocalDate day) {
    return new SteadyClock(day.atTime(12, 0).toInstant(ZoneOffset.UTC));
  }

  @Override
  public Instant instant() {
    now = now.plusSeconds(1);
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the shop's clock is in UTC");
  }
}
