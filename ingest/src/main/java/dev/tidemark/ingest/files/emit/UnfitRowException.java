package dev.tidemark.ingest.files.emit;

/** A record that is no row of its table: a dead letter. */
public final class UnfitRowException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String column;

  UnfitRowException(String column, String reason) {
    super("column '%s': %s".formatted(column, reason), null, false, false);
    this.column = column;
  }

  /** Whose value does not fit. */
  public String column() {
    return column;
  }
}
