package dev.tidemark.devstack.shop;

/** The shop cannot do what was asked; the message says why and what to do. */
public final class ShopException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ShopException(String message, Throwable cause) {
    super(message, cause);
  }

  static ShopException unreachable(String url, Exception cause) {
    return new ShopException(
        "The shop's database at %s cannot be used: %s. Is the devstack up? (tidemark status)"
            .formatted(url.replaceAll("\\?.*", ""), cause.getMessage()),
        cause);
  }

  static ShopException hasHistory(long orders) {
    return new ShopException(
        ("The shop has orders already (the last one is number %s); history is written into an"
                + " empty shop only. Let it sell, or start anew: tidemark down --clean")
            .formatted(orders),
        null);
  }

  static ShopException taken() {
    return new ShopException(
        "Another program writes to the shop just now; one at a time, else they would use the"
            + " same order numbers. Stop the other one first.",
        null);
  }
}
