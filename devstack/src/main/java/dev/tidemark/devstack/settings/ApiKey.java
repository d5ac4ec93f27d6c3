package dev.tidemark.devstack.settings;

/** What callers of the REST API show; never printed. */
public record ApiKey(String value) {
  @Override
  public String toString() {
    return "***";
  }
}
