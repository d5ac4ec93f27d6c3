package dev.tidemark.transform.lane;

import dev.tidemark.transform.columns.ColumnsGrewException;
import dev.tidemark.transform.gold.GoldRefresh;
import dev.tidemark.transform.gold.Outcome;
import dev.tidemark.transform.metrics.StreamMetrics;
import dev.tidemark.transform.status.Board;
import dev.tidemark.transform.status.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Gold and publish, at their own pace: a model that fails or is slow holds up no batch, and marks
 * that gather meanwhile are answered together. While ClickHouse is out of reach, gold goes on.
 */
final class GoldKeeper {
  private static final long PAUSE_MILLIS = 200;

  private final GoldRefresh gold;
  private final Optional<Publishing> publishing;
  private final List<KeptModel> models;
  private final MarkGate gate;
  private final FreshnessBoard board;
  private final Board status;
  private final StreamMetrics metrics;
  private final InstantSource clock = InstantSource.system();
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * @param status has a line for each model
   */
  GoldKeeper(
      GoldRefresh gold,
      Optional<Publishing> publishing,
      Collection<String> models,
      Lane.Shared shared,
      Board status) {
    this.gold = gold;
    this.publishing = publishing;
    this.models = models.stream().map(name -> new KeptModel(name, status, clock)).toList();
    this.gate = shared.gate();
    this.board = shared.board();
    this.status = status;
    this.metrics = shared.metrics();
  }

  /** Goes round until stopped. */
  void run() throws InterruptedException {
    while (stopped.getCount() > 0) {
      round();
      stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Answers all marks whose silver is there, and waits for ClickHouse.
   *
   * @throws Exception of the first model that failed, when all have been tried
   */
  void once() throws Exception {
    while (stopped.getCount() > 0) {
      Optional<Exception> failure = round();
      if (failure.isPresent()) {
        throw failure.get();
      }
      if (publishing.flatMap(Publishing::trouble).isEmpty()) {
        return;
      }
      stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** The first failure of a model. */
  private Optional<Exception> round() {
    long mark = gate.answerable();
    Map<String, FreshnessBoard.Freshness> fresh = board.answered(mark);
    Optional<Exception> first = Optional.empty();
    for (KeptModel model : models) {
      if (model.isDue()) {
        Optional<Exception> failure =
            model.tried(
                () -> {
                  Outcome outcome = refresh(model.name(), mark);
                  publishing.ifPresent(
                      p -> metrics.published(model.name(), p.publish(outcome, fresh)));
                });
        requireKnownColumns(failure);
        failure.ifPresent(e -> metrics.failed(model.name()));
        first = first.or(() -> failure);
      }
    }
    publishing.ifPresent(p -> p.freshness(fresh));
    tell();
    return first;
  }

  /** Else all SQL is to be analysed anew, and not only this model's. */
  private static void requireKnownColumns(Optional<Exception> failure) {
    if (failure.orElse(null) instanceof ColumnsGrewException grew) {
      throw grew;
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

  private void tell() {
    publishing
        .flatMap(Publishing::trouble)
        .ifPresentOrElse(
            cause -> status.waits(cause + "; gold in the lake goes on"),
            () -> status.is(State.STREAMING));
    Map<String, Instant> moments = new TreeMap<>();
    publishing.map(Publishing::validThrough).ifPresent(moments::putAll);
    status.validThrough(moments);
  }

  void stop() {
    stopped.countDown();
  }
}
