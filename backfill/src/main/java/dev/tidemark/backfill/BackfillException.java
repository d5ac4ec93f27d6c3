package dev.tidemark.backfill;

/** The backfill cannot go on; the message says what, why and what to do. */
final class BackfillException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BackfillException(String message) {
    super(message);
  }
}
