package dev.tidemark.ingest.signal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.ingest.wire.ConnectValues;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads notifications as the source's format carries them: Avro by registry, or JSON. */
final class NotificationReader {
  private final ConnectValues values;

  NotificationReader(Optional<URI> registry) {
    this.values = new ConnectValues(registry);
  }

  /**
   * Empty if it is no notification.
   *
   * @throws dev.tidemark.ingest.failure.IngestException if the registry does not answer
   */
  Optional<Notification> read(byte[] value) {
    return values
        .read(value)
        .filter(node -> node.path("id").isTextual() && node.path("type").isTextual())
        .map(NotificationReader::notification);
  }

  private static Notification notification(JsonNode node) {
    Map<String, String> data = new HashMap<>();
    node.path("additional_data")
        .properties()
        .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText()));
    return new Notification(node.get("id").asText(), node.get("type").asText(), data);
  }
}
