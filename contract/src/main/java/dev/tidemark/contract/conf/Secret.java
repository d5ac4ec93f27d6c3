package dev.tidemark.contract.conf;

import static java.util.Objects.requireNonNull;

/**
 * A user name or password by reference. Prints redacted; resolved only where it is used.
 *
 * @param reference as it stands in conf, such as {@code ${env:SHOP_PASSWORD}}
 */
public record Secret(String reference) {
  public Secret {
    requireNonNull(reference, "reference is null");
  }

  /**
   * The value itself: never log it, never put it into an exception.
   *
   * @throws IllegalArgumentException naming the variable or file that is missing
   */
  public String reveal(Environment environment) {
    return environment.resolve(reference);
  }

  /** True if the text leads elsewhere, false if it is the value itself. */
  public boolean isReference() {
    return Environment.REFERENCE.matcher(reference).matches();
  }

  @Override
  public String toString() {
    return isReference() ? reference : "***";
  }
}
