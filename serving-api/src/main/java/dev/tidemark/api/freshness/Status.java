package dev.tidemark.api.freshness;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Whether someone should look. */
enum Status {
  FRESH,
  WARN,
  ERROR,
  UNKNOWN;

  /**
   * Of something whose data reaches back {@code age}; exactly the limit is still fine.
   *
   * @param age empty while nobody can say, such as during a snapshot
   */
  static Status of(Optional<Duration> age, Limits limits) {
    if (age.isEmpty()) {
      return UNKNOWN;
    }
    if (age.get().compareTo(limits.error()) > 0) {
      return ERROR;
    }
    return age.get().compareTo(limits.warn()) > 0 ? WARN : FRESH;
  }

  /** From which age on to warn, and from which to call it an error. */
  record Limits(Duration warn, Duration error) {}

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
