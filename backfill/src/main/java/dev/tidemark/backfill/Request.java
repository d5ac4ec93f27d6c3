package dev.tidemark.backfill;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.time.Interval;
import dev.tidemark.transform.ledger.Owner;
import dev.tidemark.transform.ledger.Route;
import dev.tidemark.transform.ledger.Work;
import java.util.List;

/**
 * What one command asks for.
 *
 * @param run unique
 * @param intervals in the order in which they are to be done
 */
record Request(String run, Conf conf, Dataset dataset, Route route, List<Interval> intervals) {
  Request {
    intervals = List.copyOf(intervals);
  }

  RangeCut cut() {
    return new RangeCut(dataset.interval().orElseThrow());
  }

  /** One piece of work an interval. */
  List<Work> works(Owner owner) {
    return intervals.stream()
        .map(
            range ->
                new Work(
                    run + "/" + cut().name(range),
                    run,
                    dataset.name(),
                    dataset.source(),
                    dataset.lane(),
                    range,
                    route,
                    owner))
        .toList();
  }
}
