package dev.tidemark.bench.writepath;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One change of a row, as Debezium's MySQL connectors put it into a topic without schemas.
 *
 * @param number of the change; the peer orders by it
 * @param before the row that was there, if there was one
 * @param after the row that is there now, if there is one
 */
record Change(long number, Optional<Entry> before, Optional<Entry> after) {
  private static final long START_MILLIS = 1_700_000_000_000L;

  byte[] key() {
    return ("{\"id\":" + row().id() + "}").getBytes(StandardCharsets.UTF_8);
  }

  byte[] value() {
    StringBuilder json = new StringBuilder(480).append("{\"before\":");
    append(json, before);
    append(json.append(",\"after\":"), after);
    json.append(
        ",\"source\":{\"version\":\"3.5.0.Final\",\"connector\":\"mariadb\",\"name\":\"bench\"");
    json.append(",\"ts_ms\":").append(START_MILLIS + number);
    json.append(",\"snapshot\":\"false\",\"db\":\"load\",\"table\":\"entries\"");
    json.append(",\"file\":\"mariadb-bin.000003\",\"pos\":").append(number);
    json.append("},\"op\":\"").append(op()).append("\",\"ts_ms\":").append(START_MILLIS + number);
    return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private Entry row() {
    return after.or(() -> before).orElseThrow();
  }

  private char op() {
    if (after.isEmpty()) {
      return 'd';
    }
    return before.isEmpty() ? 'c' : 'u';
  }

  private static void append(StringBuilder json, Optional<Entry> row) {
    row.ifPresentOrElse(entry -> entry.appendJson(json), () -> json.append("null"));
  }
}
