package dev.tidemark.devstack.supervise;

/** What the person at the terminal must know: what failed, why, what to do. */
public sealed class DevstackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DevstackException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The request or the machine must change before another try makes sense. */
  public static final class Misconfigured extends DevstackException {
    private static final long serialVersionUID = 1L;

    Misconfigured(String message) {
      super(message, null);
    }
  }
}
