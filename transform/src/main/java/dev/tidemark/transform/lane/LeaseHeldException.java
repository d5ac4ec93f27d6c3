package dev.tidemark.transform.lane;

/** Another process writes the lane. */
public final class LeaseHeldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeaseHeldException(String lane, Lease.Holder holder) {
    super(
        "lane '%s' is written by process %s on %s (term %s, last seen %s); stop it, or wait %s s after its death and start again"
            .formatted(
                lane,
                holder.pid(),
                holder.host(),
                holder.term(),
                holder.renewed(),
                Lease.EXPIRY.toSeconds()));
  }
}
