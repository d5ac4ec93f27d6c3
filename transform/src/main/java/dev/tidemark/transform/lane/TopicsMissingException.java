package dev.tidemark.transform.lane;

import java.util.Collection;

/** Topics that conf speaks of do not exist. */
final class TopicsMissingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TopicsMissingException(Collection<String> topics) {
    super(
        "topics %s do not exist; run 'tidemark ingest apply', which makes them"
            .formatted(String.join(", ", topics)));
  }
}
