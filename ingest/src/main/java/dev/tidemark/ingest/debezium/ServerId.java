package dev.tidemark.ingest.debezium;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The number under which a connector joins the database's replication: the same for the same name,
 * and unlikely to meet another client's. Two Tidemarks that follow one server under the same source
 * name need {@code settings: {database.server.id: …}}.
 */
final class ServerId {
  private static final long FIRST = 1_000_000;
  private static final long COUNT = 2_000_000_000;

  private ServerId() {}

  static long of(String source) {
    CRC32 crc = new CRC32();
    crc.update(source.getBytes(StandardCharsets.UTF_8));
    return FIRST + crc.getValue() % COUNT;
  }
}
