package dev.tidemark.devstack.shop;

import java.time.Clock;

/**
 * @param rate row changes in a second
 * @param mostEvents row changes after which the shop closes
 */
public record SellOptions(double rate, long seed, long mostEvents, Clock clock) {
  public SellOptions {
    if (!(rate > 0)) {
      throw new IllegalArgumentException("--rate must be more than 0, not " + rate);
    }
    if (mostEvents < 1) {
      throw new IllegalArgumentException("--events must be 1 or more, not " + mostEvents);
    }
  }

  /** Until it is told to stop. */
  public static SellOptions atRate(double rate, long seed) {
    return new SellOptions(rate, seed, Long.MAX_VALUE, Clock.systemUTC());
  }
}
