package dev.tidemark.backfill;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Platform;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.ingest.signal.SnapshotOutcome;
import dev.tidemark.ingest.signal.SourceSignals;
import dev.tidemark.transform.ledger.Ledger;
import dev.tidemark.transform.ledger.Transition;
import dev.tidemark.transform.ledger.WorkState;
import dev.tidemark.transform.topics.Broker;
import dev.tidemark.transform.topics.TopicState;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Lets the connector emit the source's rows again, interval by interval. They come through topic,
 * bronze and silver as any record; an interval is done when silver has them and the counts agree.
 */
final class SourceRoute {
  private final SparkSession spark;
  private final Ledger ledger;
  private final LaneSeat lane;
  private final Lines lines;
  private final Deque<Emission> pending = new ArrayDeque<>();
  private boolean allDone = true;

  SourceRoute(SparkSession spark, Ledger ledger, LaneSeat lane, Lines lines) {
    this.spark = spark;
    this.ledger = ledger;
    this.lane = lane;
    this.lines = lines;
  }

  /** Returns when every interval has ended; true if all are done. */
  boolean run(Request request) throws Exception {
    Dataset dataset = request.dataset();
    Platform platform = request.conf().platform();
    DatabaseSource source = database(request.conf().sources().get(dataset.source()));
    Arrival arrival = new Arrival(spark, platform, dataset, ledger);
    try (Broker broker = new Broker(platform.bootstrapServers());
        SourceSignals signals = SourceSignals.open(platform, source, Clock.systemUTC())) {
      TopicState topic = new FollowedTopic(spark, platform.lake(), broker, lane).of(dataset);
      List<Transition> asked =
          new SourceClaim(ledger, signals, lines, Clock.systemUTC()).take(request);
      for (Transition line : asked) {
        if (allDone) {
          emit(line, dataset, signals, new TopicEnds(broker, topic));
          settle(arrival);
        } else {
          end(line.to(WorkState.FAILED, "not begun: an interval before it failed"));
        }
      }
    }
    while (!pending.isEmpty()) {
      lane.goOn();
      settle(arrival);
    }
    return allDone;
  }

  private static DatabaseSource database(Source source) {
    if (source instanceof DatabaseSource database) {
      return database;
    }
    throw new BackfillException(
        "Source '%s' is of kind %s, which takes no requests for rows. Have its files read again: ingest reread %s FILE"
            .formatted(source.name(), source.kind(), source.name()));
  }

  private void emit(Transition asked, Dataset dataset, SourceSignals signals, TopicEnds ends)
      throws InterruptedException {
    Map<TopicPartition, Long> before = ends.now();
    Transition running = write(asked.to(WorkState.RUNNING, ""));
    lines.emitting(asked.work());
    Optional<String> filter = signals.filter(dataset, asked.work().range());
    SnapshotOutcome outcome =
        filter.isPresent()
            ? signals.snapshot(asked.work().id(), dataset.table(), filter.get())
            : new SnapshotOutcome.Emitted(0);
    if (outcome instanceof SnapshotOutcome.Failed failed) {
      end(running.to(WorkState.FAILED, failed.reason()));
      return;
    }
    long rows = ((SnapshotOutcome.Emitted) outcome).rows();
    Coverage span = Emission.span(before, ends.settled());
    Transition emitted =
        running
            .to(WorkState.EMITTED, rows == 0 ? "the source has no row in it" : "")
            .with(running.counts().withEmitted(rows))
            .withOffsets(Emission.text(span));
    pending.add(new Emission(write(emitted), span));
  }

  /** Ends the intervals that silver has by now. */
  private void settle(Arrival arrival) {
    List<Emission> there = new ArrayList<>();
    Coverage covered = arrival.covered();
    while (!pending.isEmpty() && pending.peek().isIn(covered)) {
      there.add(pending.remove());
    }
    if (!there.isEmpty()) {
      for (Transition line : arrival.settle(there)) {
        allDone &= line.state() == WorkState.DONE;
        lines.ended(line);
      }
    }
  }

  private void end(Transition line) {
    lines.ended(write(line));
    allDone = false;
  }

  private Transition write(Transition line) {
    return ledger.append(newest -> List.of(line)).get(0);
  }
}
