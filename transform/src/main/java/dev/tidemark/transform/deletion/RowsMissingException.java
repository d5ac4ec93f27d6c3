package dev.tidemark.transform.deletion;

/** Rows that were to be taken out are not in the table: who named them knows another version. */
public final class RowsMissingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RowsMissingException(String message) {
    super(message);
  }
}
