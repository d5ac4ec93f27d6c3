package dev.tidemark.transform.lane;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.transform.gold.Outcome;
import dev.tidemark.transform.lineage.LineageGraph;
import dev.tidemark.transform.publish.ClickHousePublisher;
import dev.tidemark.transform.publish.ClickHouseUnreachableException;
import dev.tidemark.transform.publish.FreshnessRow;
import dev.tidemark.transform.sql.AnalysedModel;
import dev.tidemark.transform.sql.Analysis;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes to ClickHouse: changed groups, and how fresh they are. While it is out of reach,
 * nothing is sent but a question now and then; then gold and ClickHouse are compared anew. Safe for
 * several threads, each with models of its own.
 */
final class Publishing {
  private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);
  private static final Duration FRESHNESS_EVERY = Duration.ofMillis(500);

  private final ClickHousePublisher publisher;
  private final Conf conf;
  private final Analysis analysis;
  private final InstantSource clock = InstantSource.system();
  private final Map<String, FreshnessBoard.Freshness> models = new ConcurrentHashMap<>();
  private final Causes freshnessCauses = new Causes(LOG, "telling freshness", told -> {});
  private final Reach reach;

  /** Held by who tells how fresh things are; guards what is below. */
  private final ReentrantLock telling = new ReentrantLock();

  private Instant lastFreshness = Instant.EPOCH;
  private boolean lineageTold;

  Publishing(ClickHousePublisher publisher, Conf conf, Analysis analysis) {
    this.publisher = publisher;
    this.conf = conf;
    this.analysis = analysis;
    this.reach = new Reach(publisher::requireAnswer, clock, LOG);
  }

  /** Why nothing is sent just now. */
  Optional<String> trouble() {
    return reach.trouble();
  }

  /** Of the models published. */
  Map<String, Instant> validThrough() {
    Map<String, Instant> moments = new HashMap<>();
    models.forEach((name, fresh) -> fresh.validThrough().ifPresent(at -> moments.put(name, at)));
    return moments;
  }

  /**
   * Sends, or remembers that it is to be sent later.
   *
   * @param fresh the datasets as fresh as they were when the outcome's marks were all there were
   * @return rows sent
   */
  long publish(Outcome outcome, Map<String, FreshnessBoard.Freshness> fresh) {
    AtomicLong sent = new AtomicLong();
    if (reach.reached(() -> sent.set(publisher.publish(outcome)))) {
      models.put(outcome.model(), least(analysis.models().get(outcome.model()), fresh));
    } else {
      publisher.missed(outcome.model());
    }
    return sent.get();
  }

  /**
   * Says how fresh datasets and models are, not more often than is worth it; lineage once.
   *
   * @param datasets as fresh as their silver is
   */
  void freshness(Map<String, FreshnessBoard.Freshness> datasets) {
    if (!telling.tryLock()) {
      return;
    }
    try {
      if (!clock.instant().isBefore(lastFreshness.plus(FRESHNESS_EVERY))
          && reach.reached(() -> sendFreshness(datasets))) {
        reach.works();
      }
    } finally {
      telling.unlock();
    }
  }

  private void sendFreshness(Map<String, FreshnessBoard.Freshness> datasets) {
    List<FreshnessRow> rows = new ArrayList<>();
    datasets.forEach(
        (name, fresh) -> {
          Dataset.Freshness limits = conf.datasets().get(name).freshness();
          rows.add(row(FreshnessRow.Kind.DATASET, name, fresh, limits));
        });
    models.forEach(
        (name, fresh) -> rows.add(row(FreshnessRow.Kind.MODEL, name, fresh, limits(name))));
    lastFreshness = clock.instant();
    try {
      if (!lineageTold) {
        publisher.lineage(LineageRows.of(LineageGraph.of(conf, analysis)));
        lineageTold = true;
      }
      publisher.freshness(rows);
      freshnessCauses.works();
    } catch (ClickHouseUnreachableException e) {
      throw e;
    } catch (RuntimeException e) { // it answers, and cannot: gold need not wait for that
      freshnessCauses.failed(e);
    }
  }

  private static FreshnessRow row(
      FreshnessRow.Kind kind,
      String name,
      FreshnessBoard.Freshness fresh,
      Dataset.Freshness limits) {
    return new FreshnessRow(
        kind, name, fresh.validThrough(), fresh.lastEventAt(), limits.warn(), limits.error());
  }

  /** A model is as fresh as the stalest of its datasets, and unknown if one is. */
  private static FreshnessBoard.Freshness least(
      AnalysedModel model, Map<String, FreshnessBoard.Freshness> datasets) {
    Optional<Instant> validThrough = Optional.of(Instant.MAX);
    Optional<Instant> lastEvent = Optional.empty();
    for (String dataset : model.ways().keySet()) {
      FreshnessBoard.Freshness one =
          datasets.getOrDefault(
              dataset, new FreshnessBoard.Freshness(Optional.empty(), Optional.empty()));
      validThrough =
          validThrough.flatMap(least -> one.validThrough().map(t -> t.isBefore(least) ? t : least));
      lastEvent =
          one.lastEventAt().isEmpty()
                  || lastEvent.filter(t -> t.isAfter(one.lastEventAt().get())).isPresent()
              ? lastEvent
              : one.lastEventAt();
    }
    return new FreshnessBoard.Freshness(
        validThrough.filter(t -> !t.equals(Instant.MAX)), lastEvent);
  }

  /** The strictest of its datasets. */
  private Dataset.Freshness limits(String model) {
    Comparator<Duration> shortest = Comparator.naturalOrder();
    List<Dataset.Freshness> all =
        analysis.models().get(model).ways().keySet().stream()
            .map(dataset -> conf.datasets().get(dataset).freshness())
            .toList();
    return new Dataset.Freshness(
        all.stream().map(Dataset.Freshness::warn).min(shortest).orElse(Duration.ofMinutes(5)),
        all.stream().map(Dataset.Freshness::error).min(shortest).orElse(Duration.ofMinutes(30)));
  }
}
