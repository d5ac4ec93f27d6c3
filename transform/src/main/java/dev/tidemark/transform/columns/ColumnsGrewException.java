package dev.tidemark.transform.columns;

/**
 * Silver has more columns, or wider ones, than this process knows. Nothing is wrong: what was begun
 * is done again by a process, or a part of this one, that reads silver's columns anew.
 */
public final class ColumnsGrewException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ColumnsGrewException(String message) {
    super(message);
  }
}
