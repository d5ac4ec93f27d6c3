package dev.tidemark.contract.conf;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * One rule for the rows of a dataset.
 *
 * @param name unique in its dataset
 * @param check SQL over the dataset's own columns; a row passes only where it is true: null fails
 */
public record Expectation(String name, String check, OnFail onFail) {
  public Expectation {
    requireNonNull(name, "name is null");
    requireNonNull(check, "check is null");
    requireNonNull(onFail, "onFail is null");
  }

  /** What becomes of a row that does not pass. */
  public enum OnFail {
    /** Kept aside: it never reaches silver, where the row before it stays. */
    QUARANTINE,
    /** It passes, and is counted. */
    WARN;

    /** {@code quarantine} or {@code warn}, as the schema allows. */
    static OnFail parse(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
