package dev.tidemark.backfill;

import dev.tidemark.transform.ledger.Transition;

/** Another backfill has the source's connector: a second snapshot would take over its id. */
final class ConnectorBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConnectorBusyException(Transition other) {
    super(
        "source '%s' is being read by another backfill: run %s of dataset '%s', %s, %s since %s by process %s. Wait until it has ended ('backfill status'), then run again."
            .formatted(
                other.work().source(),
                other.work().run(),
                other.work().dataset(),
                other.work().range(),
                other.state(),
                other.at(),
                other.work().owner()));
  }
}
