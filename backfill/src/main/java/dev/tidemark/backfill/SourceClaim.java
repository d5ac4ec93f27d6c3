package dev.tidemark.backfill;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.ingest.signal.SnapshotOutcome;
import dev.tidemark.ingest.signal.SourceSignals;
import dev.tidemark.transform.ledger.Ledger;
import dev.tidemark.transform.ledger.Owner;
import dev.tidemark.transform.ledger.Route;
import dev.tidemark.transform.ledger.Transition;
import dev.tidemark.transform.ledger.WorkState;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * One backfill at a time for each source, by the ledger. What a process left open that is gone is
 * closed first; if the connector may still be at it, it is awaited.
 */
final class SourceClaim {
  private static final long SECONDS_BEFORE = 10;

  private final Ledger ledger;
  private final SourceSignals signals;
  private final Lines lines;
  private final Clock clock;

  SourceClaim(Ledger ledger, SourceSignals signals, Lines lines, Clock clock) {
    this.ledger = ledger;
    this.signals = signals;
    this.lines = lines;
    this.clock = clock;
  }

  /**
   * Writes the request down.
   *
   * @return its lines, in the order of its intervals
   * @throws ConnectorBusyException if a living process has the source
   */
  List<Transition> take(Request request) {
    String source = request.dataset().source();
    for (Transition left : open(ledger.newest(), source)) {
      requireGone(left);
      lines.say(
          "run %s was left %s by a process that is gone; it is closed first"
              .formatted(left.work().run(), left.state()));
      String why =
          "its process is gone" + (isAsked(left) ? "; " + awaited(request.conf(), left) : "");
      ledger.append(newest -> List.of(left.to(WorkState.FAILED, why)));
    }
    List<Transition> asked =
        request.works(Owner.ofThisProcess()).stream().map(Transition::request).toList();
    return ledger.append(
        newest -> {
          open(newest, source)
              .forEach(
                  other -> {
                    throw new ConnectorBusyException(other);
                  });
          return asked;
        });
  }

  private static boolean isAsked(Transition left) {
    return left.state() == WorkState.RUNNING;
  }

  private void requireGone(Transition left) {
    Instant now = clock.instant();
    if (!left.work().owner().isGone(left.at(), now)) {
      throw new ConnectorBusyException(left);
    }
  }

  private String awaited(Conf conf, Transition left) {
    String table =
        conf.datasets().containsKey(left.work().dataset())
            ? conf.datasets().get(left.work().dataset()).table()
            : "";
    SnapshotOutcome outcome =
        signals.follow(left.work().id(), table, left.at().minusSeconds(SECONDS_BEFORE));
    return outcome instanceof SnapshotOutcome.Emitted emitted
        ? "its snapshot ended with %s rows".formatted(emitted.rows())
        : "its snapshot failed: " + ((SnapshotOutcome.Failed) outcome).reason();
  }

  private static List<Transition> open(List<Transition> newest, String source) {
    return newest.stream()
        .filter(line -> line.work().route() == Route.SOURCE)
        .filter(line -> line.work().source().equals(source))
        .filter(line -> line.state().isOpen())
        .toList();
  }
}
