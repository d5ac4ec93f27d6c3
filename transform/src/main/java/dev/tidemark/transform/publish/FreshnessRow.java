package dev.tidemark.transform.publish;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How fresh a dataset or a model is, for the API.
 *
 * @param validThrough empty while nothing can be promised
 * @param lastEventAt source time of the newest change; empty if there was none
 * @param warn age at which someone should look
 * @param error age at which something is broken
 */
public record FreshnessRow(
    Kind kind,
    String name,
    Optional<Instant> validThrough,
    Optional<Instant> lastEventAt,
    Duration warn,
    Duration error) {
  public FreshnessRow {
    requireNonNull(kind, "kind is null");
    requireNonNull(name, "name is null");
  }

  /** What is fresh. */
  public enum Kind {
    DATASET,
    MODEL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
