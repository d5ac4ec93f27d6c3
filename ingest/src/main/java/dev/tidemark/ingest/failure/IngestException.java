package dev.tidemark.ingest.failure;

/** Something outside of conf failed; the message says what, why and what to do. Exit code 1. */
public final class IngestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IngestException(String message, Throwable cause) {
    super(message, cause);
  }

  IngestException(String message) {
    super(message);
  }
}
