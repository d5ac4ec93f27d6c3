package dev.tidemark.transform;

/** The job cannot start as it is set up; the message says what is wrong and what to do. */
final class StartRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
