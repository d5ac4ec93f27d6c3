package dev.tidemark.backfill;

import dev.tidemark.transform.ledger.Ledger;
import dev.tidemark.transform.ledger.Owner;
import dev.tidemark.transform.ledger.Transition;
import dev.tidemark.transform.ledger.WorkState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks the lane, through the ledger, to derive silver again from bronze. */
final class BronzeRoute {
  private final Ledger ledger;
  private final LaneSeat lane;
  private final Lines lines;

  BronzeRoute(Ledger ledger, LaneSeat lane, Lines lines) {
    this.ledger = ledger;
    this.lane = lane;
    this.lines = lines;
  }

  /** Returns when every interval has ended; true if all are done. */
  boolean run(Request request) throws Exception {
    List<Transition> asked =
        request.works(Owner.ofThisProcess()).stream().map(Transition::request).toList();
    ledger.append(newest -> asked);
    Set<String> ended = new HashSet<>();
    boolean allDone = true;
    while (true) {
      for (Transition line : closed(request.run())) {
        if (ended.add(line.work().id())) {
          lines.ended(line);
          allDone &= line.state() == WorkState.DONE;
        }
      }
      if (ended.size() == asked.size()) {
        return allDone;
      }
      lane.goOn();
    }
  }

  /** What has ended, after what the lane has applied is written down as done. */
  private List<Transition> closed(String run) {
    List<Transition> applied =
        of(run).stream().filter(line -> line.state() == WorkState.APPLIED).toList();
    ledger.append(newest -> applied.stream().map(line -> line.to(WorkState.DONE, "")).toList());
    List<Transition> closed = new ArrayList<>(of(run));
    closed.removeIf(line -> line.state().isOpen());
    return closed;
  }

  private List<Transition> of(String run) {
    return ledger.newest().stream().filter(line -> line.work().run().equals(run)).toList();
  }
}
