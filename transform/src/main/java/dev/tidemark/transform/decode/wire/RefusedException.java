package dev.tidemark.transform.decode.wire;

/** A record cannot be applied; the message is for a person and has nothing of the payload. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public RefusedException(Reason reason, String message) {
    super(message, null, false, false); // thrown per bad record; its stack tells nothing
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
