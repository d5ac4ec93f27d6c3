package dev.tidemark.ingest.signal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Debezium's signals as text. */
final class Signals {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Signals() {}

  static String execute(String id, String table, String filter) {
    ObjectNode signal = signal(id, "execute-snapshot", table);
    ObjectNode data = (ObjectNode) signal.get("data");
    data.withArray("additional-conditions")
        .addObject()
        .put("data-collection", table)
        .put("filter", filter);
    return signal.toString();
  }

  static String pause(String id, String table) {
    return signal(id, "pause-snapshot", table).toString();
  }

  static String resume(String id, String table) {
    return signal(id, "resume-snapshot", table).toString();
  }

  static String stop(String id, String table) {
    return signal(id, "stop-snapshot", table).toString();
  }

  private static ObjectNode signal(String id, String type, String table) {
    ObjectNode signal = JSON.createObjectNode().put("id", id).put("type", type);
    ObjectNode data = signal.putObject("data").put("type", "incremental");
    data.putArray("data-collections").add(table);
    return signal;
  }
}
