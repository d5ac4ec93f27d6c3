package dev.tidemark.transform.lane;

import dev.tidemark.transform.columns.ColumnsGrewException;
import dev.tidemark.transform.gold.Outcome;
import dev.tidemark.transform.metrics.StreamMetrics;
import dev.tidemark.transform.status.Board;
import dev.tidemark.transform.status.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Gold and publish, each model at its own pace: one that fails or is slow holds up no batch and no
 * other, and marks that gather meanwhile are answered together. While ClickHouse is out of reach,
 * gold goes on.
 */
final class GoldKeeper {
  private static final long PAUSE_MILLIS = 100;
  private static final int SECONDS_TO_END = 30;

  private final Refresh gold;
  private final Optional<Publishing> publishing;
  private final List<KeptModel> models;
  private final Told told;
  private final Board status;
  private final ExecutorService threads;
  private final ExecutorService teller = Executors.newSingleThreadExecutor(GoldKeeper::daemon);
  private final Semaphore wake = new Semaphore(0);
  private final AtomicReference<ColumnsGrewException> grew = new AtomicReference<>();
  private final AtomicReference<Error> broken = new AtomicReference<>();
  private volatile boolean stopped;

  /** Brings a model up to a mark; safe for several models at once. */
  @FunctionalInterface
  interface Refresh {
    Outcome refresh(String model, long mark);
  }

  /** Where it learns what is to be done, and tells how it goes. */
  record Told(MarkGate gate, FreshnessBoard board, StreamMetrics metrics) {}

  /**
   * @param models in the order in which they are begun
   * @param status has a line for each model
   * @param threads how many models are worked on at once
   */
  GoldKeeper(
      Refresh gold,
      Optional<Publishing> publishing,
      Collection<String> models,
      Told told,
      Board status,
      int threads) {
    this.gold = gold;
    this.publishing = publishing;
    this.models =
        models.stream().map(name -> new KeptModel(name, status, InstantSource.system())).toList();
    this.told = told;
    this.status = status;
    this.threads = Executors.newFixedThreadPool(threads, GoldKeeper::daemon);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "gold");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Works until stopped.
   *
   * @throws ColumnsGrewException if all SQL is to be analysed anew, and not only one model's
   */
  void run() throws InterruptedException {
    told.gate().whenMoved(wake::release);
    Future<?> freshness = teller.submit(this::tellFreshness);
    try {
      while (!stopped) {
        begin();
        if (freshness.isDone()) {
          requireTold(freshness);
          freshness = teller.submit(this::tellFreshness);
        }
        tell();
        requireSound();
        if (wake.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
      }
    } finally {
      end();
    }
    requireSound();
  }

  /** Nobody writes any more when this returns, unless he hangs. */
  private void end() throws InterruptedException {
    threads.shutdown();
    teller.shutdown();
    try {
      threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
    } finally {
      threads.shutdownNow();
      teller.shutdownNow();
    }
  }

  /** Those that have something to do, and are not at it. */
  private List<Future<Optional<Exception>>> begin() {
    long mark = told.gate().answerable();
    List<Future<Optional<Exception>>> begun = new ArrayList<>();
    for (KeptModel model : models) {
      if (model.begin(mark)) {
        begun.add(threads.submit(() -> watched(model, mark)));
      }
    }
    return begun;
  }

  /** What breaks the process is not one model's. */
  private Optional<Exception> watched(KeptModel model, long begun) {
    try {
      return work(model, begun);
    } catch (Error e) {
      broken.set(e);
      throw e;
    } finally {
      wake.release();
    }
  }

  /**
   * Marks that came while it waited for a thread are answered too; but who is only looked at does
   * not overtake those that are begun before it.
   */
  private Optional<Exception> work(KeptModel model, long begun) {
    long mark = model.hasAnswered(begun) ? begun : told.gate().answerable();
    Optional<Exception> failure = model.tried(mark, () -> answer(model.name(), mark));
    if (failure.orElse(null) instanceof ColumnsGrewException changed) {
      grew.set(changed);
    }
    failure.ifPresent(e -> told.metrics().failed(model.name()));
    return failure;
  }

  private void answer(String model, long mark) {
    Map<String, FreshnessBoard.Freshness> fresh = told.board().answered(mark);
    Outcome outcome = refresh(model, mark);
    publishing.ifPresent(p -> told.metrics().published(model, p.publish(outcome, fresh)));
  }

  private Outcome refresh(String model, long mark) {
    long began = System.nanoTime();
    Outcome outcome = gold.refresh(model, mark);
    if (outcome instanceof Outcome.Refreshed refreshed) {
      told.metrics()
          .refreshed(model, Duration.ofNanos(System.nanoTime() - began), refreshed.changed());
    }
    told.metrics().answered(model, outcome.mark(), told.gate()::newest);
    return outcome;
  }

  /**
   * Answers all marks whose silver is there, and waits for ClickHouse.
   *
   * @throws Exception of the first model that failed, when all have been tried
   */
  void once() throws Exception {
    try {
      while (!stopped) {
        Optional<Exception> failure = ended(begin());
        requireSound();
        if (failure.isPresent()) {
          throw failure.get();
        }
        tellFreshness();
        tell();
        if (publishing.flatMap(Publishing::trouble).isEmpty()) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } finally {
      end();
    }
  }

  /** The first failure. */
  private static Optional<Exception> ended(List<Future<Optional<Exception>>> begun)
      throws InterruptedException, ExecutionException {
    Optional<Exception> first = Optional.empty();
    for (Future<Optional<Exception>> one : begun) {
      Optional<Exception> failure = one.get();
      first = first.or(() -> failure);
    }
    return first;
  }

  private void requireSound() {
    if (broken.get() != null) {
      throw broken.get();
    }
    if (grew.get() != null) {
      throw grew.get();
    }
  }

  /** That ClickHouse does not take it was said; anything else must not be lost. */
  private static void requireTold(Future<?> freshness) throws InterruptedException {
    try {
      freshness.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "how fresh gold is could not be told: " + e.getCause(), e.getCause());
    }
  }

  private void tellFreshness() {
    publishing.ifPresent(p -> p.freshness(told.board().answered(told.gate().answerable())));
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
    stopped = true;
    wake.release();
  }
}
