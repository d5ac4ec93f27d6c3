package dev.tidemark.transform.decode.value;

/** A value cannot be had exactly. The message tells of what kind it is, never the value. */
public final class UnfitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what such as "an integer beyond 32 bits"
   */
  public UnfitException(String what) {
    super(what, null, false, false); // thrown per bad record; its stack tells nothing
  }
}
