package dev.tidemark.transform.publish;

/** ClickHouse does not let us in; the message names user, address and where conf says them. */
public final class ClickHouseRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClickHouseRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
