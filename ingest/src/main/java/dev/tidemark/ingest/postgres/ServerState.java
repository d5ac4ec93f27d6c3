package dev.tidemark.ingest.postgres;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server, as far as it concerns a reader of its log.
 *
 * @param settings of pg_settings, those that are asked for
 * @param user who asks
 * @param mayReplicate whether the user may
 * @param isStandby whether it only follows another server
 * @param slots all of the server's
 */
record ServerState(
    Map<String, String> settings,
    String user,
    boolean mayReplicate,
    boolean isStandby,
    List<Slot> slots) {
  private static final String SETTINGS =
      """
      SELECT name, setting FROM pg_settings
      WHERE name IN ('wal_level', 'max_replication_slots', 'max_slot_wal_keep_size',
        'server_version_num')""";

  /** Amazon grants by membership what REPLICATION grants elsewhere. */
  private static final String ROLE =
      """
      SELECT rolname, rolsuper OR rolreplication OR EXISTS (
          SELECT FROM pg_roles g
          WHERE g.rolname = 'rds_replication' AND pg_has_role(r.oid, g.oid, 'MEMBER')),
        pg_is_in_recovery()
      FROM pg_roles r WHERE rolname = current_user""";

  ServerState {
    settings = Map.copyOf(settings);
    slots = List.copyOf(slots);
  }

  static ServerState read(PostgresDatabase database) {
    Map<String, String> settings = new HashMap<>();
    database.query(SETTINGS, List.of(), row -> settings.put(row.getString(1), row.getString(2)));
    return database.one(
        ROLE,
        row ->
            new ServerState(
                settings,
                row.getString(1),
                row.getBoolean(2),
                row.getBoolean(3),
                Slot.all(database)));
  }

  int number(String setting) {
    return Integer.parseInt(settings.getOrDefault(setting, "0"));
  }

  Optional<Slot> slot(String name) {
    return slots.stream().filter(slot -> slot.name().equals(name)).findFirst();
  }
}
