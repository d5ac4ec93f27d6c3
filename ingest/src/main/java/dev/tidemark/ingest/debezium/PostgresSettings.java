package dev.tidemark.ingest.debezium;

import dev.tidemark.contract.conf.DatabaseSource;
import java.util.HashMap;
import java.util.Map;

/**
 * What only a connector of Postgres is told.
 *
 * <p>A slot keeps the log of the whole server from where its reader last was, and an idle database
 * gives its reader nothing to move on by. So each heartbeat writes a message of some hundred bytes
 * into the log, which needs no grant and no table; it reaches the connector as a transaction of its
 * own, moves the slot, and closes the windows of an incremental snapshot. No topic gets it.
 */
final class PostgresSettings {
  private static final String MESSAGE = "tidemark-heartbeat";

  private static final Map<String, String> ALWAYS =
      Map.of(
          "connector.class", "io.debezium.connector.postgresql.PostgresConnector",
          "plugin.name", "pgoutput",
          // the tables' owner makes it; ingest apply says how
          "publication.autocreate.mode", "disabled",
          // ingest remove drops it, after asking
          "slot.drop.on.stop", "false",
          // a slot that begins after what was read last has skipped rows: stop, never go on in
          // silence
          "offset.mismatch.strategy", "trust_offset",
          "heartbeat.action.query", "SELECT pg_logical_emit_message(true, '" + MESSAGE + "', '')",
          "message.prefix.exclude.list", MESSAGE,
          // exact, as ISO 8601; a number of microseconds would guess at the length of a month
          "interval.handling.mode", "string",
          "hstore.handling.mode", "json");

  private PostgresSettings() {}

  static Map<String, String> of(DatabaseSource source) {
    Map<String, String> settings = new HashMap<>(ALWAYS);
    settings.put("database.dbname", source.database().orElseThrow());
    settings.put("slot.name", Replication.defaultName(source.name()));
    settings.put("publication.name", Replication.defaultName(source.name()));
    return settings;
  }
}
