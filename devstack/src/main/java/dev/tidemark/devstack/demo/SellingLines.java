package dev.tidemark.devstack.demo;

import dev.tidemark.devstack.shop.Totals;
import java.time.Duration;

/** How the selling goes, in a line now and then. */
final class SellingLines {
  private final Narrator narrator;
  private final long between;
  private long next;

  SellingLines(Narrator narrator, Duration between) {
    this.narrator = narrator;
    this.between = between.toNanos();
    this.next = System.nanoTime() + this.between;
  }

  void show(Totals totals) {
    if (System.nanoTime() < next) {
      return;
    }
    next += between;
    narrator.say(
        "selling: %s rows in %s transactions".formatted(totals.rows(), totals.transactions()));
  }
}
