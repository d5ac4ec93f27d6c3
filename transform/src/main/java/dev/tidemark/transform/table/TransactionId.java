package dev.tidemark.transform.table;

import static java.util.Objects.requireNonNull;

/** Application and version of a Delta transaction; Delta refuses an equal or older one. */
public record TransactionId(String application, long version) {
  public TransactionId {
    requireNonNull(application, "application is null");
    if (application.isBlank() || version < 0) {
      throw new IllegalArgumentException(
          "transaction '%s' version %s: the application needs a name, the version may not be negative"
              .formatted(application, version));
    }
  }
}
