package dev.tidemark.devstack.shop;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

/** All chance of the shop: the same seed gives the same shop. */
final class Chance {
  private final Random random;

  Chance(long seed) {
    this.random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both ends included. */
  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  <T> T pick(List<T> things) {
    return things.get(random.nextInt(things.size()));
  }

  /** Earlier things come more often, as large cities do. */
  <T> T pickSkewed(List<T> things) {
    double skewed = random.nextDouble() * random.nextDouble();
    return things.get((int) (skewed * things.size()));
  }

  /** From 1.00 to 500.00. */
  BigDecimal price() {
    return BigDecimal.valueOf(between(100, 50_000), 2);
  }
}
