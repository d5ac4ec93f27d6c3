package dev.tidemark.ingest.signal;

/** The connector could not be asked or followed; the message says what, why and what to do. */
public final class SignalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SignalException(RuntimeException cause) {
    super(cause.getMessage(), cause);
  }
}
