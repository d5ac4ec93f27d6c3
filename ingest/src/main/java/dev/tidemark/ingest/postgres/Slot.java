package dev.tidemark.ingest.postgres;

import java.util.List;

/**
 * A replication slot.
 *
 * @param plugin empty for a physical one
 * @param database empty for a physical one
 * @param isRead whether somebody reads from it now
 * @param isLost whether the log that it needs is gone
 * @param retainedBytes of log that the server keeps for it
 */
record Slot(
    String name,
    String plugin,
    String database,
    boolean isRead,
    boolean isLost,
    long retainedBytes) {
  private static final String ALL =
      """
      SELECT slot_name, coalesce(plugin, ''), coalesce(database, ''), active,
        coalesce(wal_status, '') = 'lost',
        CASE WHEN pg_is_in_recovery() THEN 0
          ELSE coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0) END::bigint
      FROM pg_replication_slots ORDER BY slot_name""";

  static List<Slot> all(PostgresDatabase database) {
    return database.query(
        ALL,
        List.of(),
        row ->
            new Slot(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getLong(6)));
  }
}
