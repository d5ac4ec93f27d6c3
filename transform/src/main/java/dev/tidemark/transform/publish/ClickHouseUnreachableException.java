package dev.tidemark.transform.publish;

/** ClickHouse gave no answer; asking later may help. */
public final class ClickHouseUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClickHouseUnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
