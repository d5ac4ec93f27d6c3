package dev.tidemark.ingest.signal;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What a connector says of a snapshot.
 *
 * @param id of the signal that asked for it
 * @param type such as {@code STARTED}, {@code TABLE_SCAN_COMPLETED}
 */
record Notification(String id, String type, Map<String, String> data) {
  Notification {
    requireNonNull(id, "id is null");
    requireNonNull(type, "type is null");
    data = Map.copyOf(data);
  }
}
