package dev.tidemark.transform.ledger;

/** A piece of work cannot become this; somebody else has moved it meanwhile. */
public final class IllegalTransitionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IllegalTransitionException(Transition step, String standing) {
    super(
        "work %s (%s) is %s and cannot become %s; see 'backfill status' for who moved it"
            .formatted(step.work().id(), step.work().route(), standing, step.state()));
  }
}
