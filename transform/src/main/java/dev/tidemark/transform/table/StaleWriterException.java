package dev.tidemark.transform.table;

/**
 * The commit's transaction id is not newer than the table's: another process took the lane over.
 */
public final class StaleWriterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StaleWriterException(String message) {
    super(message);
  }

  StaleWriterException(String message, Throwable cause) {
    super(message, cause);
  }
}
