package dev.tidemark.transform.table;

/** Somebody else committed to the table first: refresh, decide anew, commit again. */
public final class ConflictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConflictException(String message, Throwable cause) {
    super(message, cause);
  }
}
