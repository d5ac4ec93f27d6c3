package dev.tidemark.ingest.status;

import java.net.URI;
import java.util.Optional;

/**
 * How the schema registry is.
 *
 * @param url empty if conf names none
 * @param failure why it does not answer; empty if it does
 */
public record RegistryStatus(Optional<URI> url, Optional<String> failure) {
  @Override
  public String toString() {
    if (url.isEmpty()) {
      return "none in conf";
    }
    return "%s %s"
        .formatted(url.get(), failure.map(why -> "does not answer: " + why).orElse("answers"));
  }
}
