package dev.tidemark.transform.topics;

/** The broker did not answer; trying again later may help. */
public final class BrokerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
