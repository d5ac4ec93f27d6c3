package dev.tidemark.transform.lane;

import dev.tidemark.transform.gold.GoldRefresh;
import dev.tidemark.transform.gold.Outcome;
import dev.tidemark.transform.metrics.StreamMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gold and publish, at their own pace: a model that fails or is slow holds up no batch, and marks
 * that gather meanwhile are answered together.
 */
final class GoldKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(GoldKeeper.class);
  private static final long PAUSE_MILLIS = 200;

  private final GoldRefresh gold;
  private final Optional<Publishing> publishing;
  private final Collection<String> models;
  private final MarkGate gate;
  private final FreshnessBoard board;
  private final StreamMetrics metrics;
  private final Map<String, Causes> causes = new HashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);

  GoldKeeper(
      GoldRefresh gold,
      Optional<Publishing> publishing,
      Collection<String> models,
      Lane.Shared shared) {
    this.gold = gold;
    this.publishing = publishing;
    this.models = models;
    this.gate = shared.gate();
    this.board = shared.board();
    this.metrics = shared.metrics();
  }

  /** Goes round until stopped. */
  void run() throws InterruptedException {
    while (stopped.getCount() > 0) {
      round(false);
      stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Answers all marks whose silver is there.
   *
   * @throws RuntimeException of the first model that failed, when all have been tried
   */
  void once() {
    round(true);
  }

  private void round(boolean failing) {
    long mark = gate.answerable();
    Map<String, FreshnessBoard.Freshness> fresh = board.answered(mark);
    RuntimeException first = null;
    for (String model : models) {
      Causes cause = causes.computeIfAbsent(model, m -> new Causes(LOG, "model " + m));
      try {
        Outcome outcome = refresh(model, mark);
        publishing.ifPresent(p -> metrics.published(model, p.publish(outcome, fresh)));
        cause.works();
      } catch (RuntimeException e) { // of one model; the others go on
        cause.failed(e);
        metrics.failed(model);
        first = first == null ? e : first;
      }
    }
    publishing.ifPresent(p -> p.freshness(fresh));
    if (failing && first != null) {
      throw first;
    }
  }

  private Outcome refresh(String model, long mark) {
    long began = System.nanoTime();
    Outcome outcome = gold.refresh(model, mark);
    if (outcome instanceof Outcome.Refreshed refreshed) {
      metrics.refreshed(model, Duration.ofNanos(System.nanoTime() - began), refreshed.changed());
    }
    metrics.answered(model, outcome.mark(), gate::newest);
    return outcome;
  }

  void stop() {
    stopped.countDown();
  }
}
