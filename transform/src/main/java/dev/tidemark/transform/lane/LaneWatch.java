package dev.tidemark.transform.lane;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.transform.status.Board;
import dev.tidemark.transform.status.State;
import dev.tidemark.transform.topics.Broker;
import dev.tidemark.transform.topics.BrokerException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;

/**
 * Looks after a lane's query while it runs: says that Kafka does not answer long before Spark gives
 * up, that a source is silent, and how far the lane is.
 */
final class LaneWatch {
  private static final long LOOK_MILLIS = 500;
  private static final int LONG_BUSY = 3;
  private static final Duration BETWEEN_PROBES = Duration.ofSeconds(3);

  private final StreamingQuery query;
  private final SecondHalf silver;
  private final Broker broker;
  private final Watched lane;
  private final Silence silence;
  private Instant lastProbe = Instant.EPOCH;
  private boolean kafkaAnswers = true;
  private int busyLooks;
  private long lastBatch = -1;
  private String lastProgress = "";

  /** Whom the watch tells. */
  record Watched(List<Dataset> datasets, Causes causes, Board board, FreshnessBoard freshness) {}

  LaneWatch(
      StreamingQuery query, SecondHalf silver, Broker broker, LaneTopics topics, Watched lane) {
    this.query = query;
    this.silver = silver;
    this.broker = broker;
    this.lane = lane;
    this.silence = new Silence(topics, lane.datasets(), lane.board());
  }

  /**
   * Returns when the query ended or was stopped.
   *
   * @throws BrokerException if it failed since Kafka does not answer
   */
  void await() throws StreamingQueryException {
    try {
      while (!query.awaitTermination(LOOK_MILLIS)) {
        look(Instant.now());
      }
    } catch (StreamingQueryException e) {
      if (broker.isFaultOf(e)) {
        throw broker.noAnswer(e);
      }
      throw e;
    }
  }

  private void look(Instant now) {
    if (!now.isBefore(lastProbe.plus(BETWEEN_PROBES))) {
      probe();
      lastProbe = Instant.now();
    }
    Optional<Progress> progress = Optional.ofNullable(query.lastProgress()).map(Progress::of);
    if (kafkaAnswers && (progress.filter(this::isNew).isPresent() || isIdle())) {
      lane.causes().works();
      lane.board()
          .is(
              progress.map(Progress::behindSum).filter(behind -> behind > 0).isPresent()
                  ? State.CATCHING_UP
                  : State.STREAMING);
    }
    progress.ifPresent(done -> tell(done, now));
    tellFreshness();
    listen(now);
  }

  /** Who works at a batch for long hears nobody meanwhile. */
  private void listen(Instant now) {
    busyLooks = isIdle() ? 0 : busyLooks + 1;
    if (!kafkaAnswers || busyLooks > LONG_BUSY) {
      silence.pause();
    } else if (busyLooks == 0) {
      silence.look(now);
    }
  }

  private void probe() {
    try {
      broker.requireAnswer();
      kafkaAnswers = true;
    } catch (BrokerException e) {
      kafkaAnswers = false;
      lane.causes().failed(e);
    }
  }

  /** Waiting for records or for its trigger, so that Kafka and the lake have just answered. */
  private boolean isIdle() {
    return silver.isIdle()
        && !query.status().isTriggerActive()
        && query.status().message().startsWith("Waiting");
  }

  private boolean isNew(Progress progress) {
    boolean isNew = !progress.key().equals(lastProgress);
    lastProgress = progress.key();
    return isNew;
  }

  private void tell(Progress progress, Instant now) {
    if (progress.records() > 0 && progress.batch() != lastBatch) {
      lastBatch = progress.batch();
      lane.board().batch(progress.batch(), progress.records(), progress.at());
    }
    silence.read(progress, now);
    Map<String, Long> behind = new TreeMap<>();
    for (Dataset dataset : lane.datasets()) {
      behind.put(dataset.name(), progress.behind(dataset.topic()));
    }
    lane.board().behind(behind);
  }

  private void tellFreshness() {
    Map<String, Instant> moments = new TreeMap<>();
    lane.freshness()
        .answered(Long.MAX_VALUE)
        .forEach((name, fresh) -> fresh.validThrough().ifPresent(at -> moments.put(name, at)));
    moments.keySet().retainAll(lane.datasets().stream().map(Dataset::name).toList());
    lane.board().validThrough(moments);
  }
}
