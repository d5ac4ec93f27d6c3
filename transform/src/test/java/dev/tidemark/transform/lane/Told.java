package dev.tidemark.transform.lane;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * One place of a topic.
 *
 * @param value of the row; null too. The rule of the world keeps aside what is not above -1
 * @param sourceTs by the source's clock, which nothing may be ordered by
 */
record Told(Kind kind, int key, Integer value, int sourceTs) {
  static final int PARTITIONS = 2;
  static final int KEYS = 4;

  enum Kind {
    PUT,
    DELETE,
    /** An update that gives the row the next key. */
    MOVE,
    TOMBSTONE,
    BROKEN,
    /** An offset without a record: a marker of a transaction. */
    MARKER
  }

  int partition() {
    return key % PARTITIONS;
  }

  int otherKey() {
    return (key + 1) % KEYS;
  }

  boolean keptAside() {
    return kind == Kind.BROKEN
        || ((kind == Kind.PUT || kind == Kind.MOVE) && !(value != null && value >= 0));
  }

  byte[] bytes() {
    String json =
        switch (kind) {
          case PUT -> envelope("u", "null", row(key));
          case DELETE -> envelope("d", row(key), "null");
          case MOVE -> envelope("u", row(key), row(otherKey()));
          case TOMBSTONE -> null;
          case BROKEN -> "broken";
          case MARKER -> throw new IllegalStateException("a marker is no record");
        };
    return json == null ? null : json.getBytes(StandardCharsets.UTF_8);
  }

  /** Cut into days by the value: rows move between intervals. */
  static LocalDate day(Integer value) {
    return LocalDate.of(2024, 5, 1).plusDays(value == null ? 0 : value / 3);
  }

  private String envelope(String op, String before, String after) {
    return "{\"op\":\"%s\",\"before\":%s,\"after\":%s,\"source\":{\"ts_ms\":%s}}"
        .formatted(op, before, after, 1_700_000_000_000L + sourceTs);
  }

  private String row(int id) {
    return "{\"id\":%s,\"v\":%s,\"day\":\"%s\"}".formatted(id, value, day(value));
  }
}
