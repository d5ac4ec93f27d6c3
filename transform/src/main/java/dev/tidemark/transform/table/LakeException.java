package dev.tidemark.transform.table;

/** A table of the lake cannot be used; the message names the path, the cause and the remedy. */
public final class LakeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LakeException(String message) {
    super(message);
  }

  public LakeException(String message, Throwable cause) {
    super(message, cause);
  }
}
