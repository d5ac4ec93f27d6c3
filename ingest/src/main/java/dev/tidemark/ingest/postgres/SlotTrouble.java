package dev.tidemark.ingest.postgres;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.ingest.debezium.Replication;
import dev.tidemark.ingest.failure.IngestException;
import java.util.Optional;

/** What has become of a slot that a connector reads from. */
public final class SlotTrouble {
  private SlotTrouble() {}

  /**
   * What a person must know of the slot, with what to do; empty if all is well.
   *
   * @param replication as the connector has it
   */
  public static Optional<String> of(
      DatabaseSource source, Environment environment, Replication replication) {
    try {
      PostgresDatabase.Login login = PostgresDatabase.open(source, environment);
      if (login instanceof PostgresDatabase.Login.Refused refused) {
        return Optional.of(refused.problem().what() + "; " + refused.problem().remedy());
      }
      try (PostgresDatabase database = ((PostgresDatabase.Login.Open) login).database()) {
        return of(source, replication, ServerState.read(database));
      }
    } catch (IngestException e) {
      return Optional.of(e.getMessage());
    }
  }

  static Optional<String> of(DatabaseSource source, Replication replication, ServerState server) {
    Optional<Slot> slot = server.slot(replication.slot());
    if (slot.isEmpty()) {
      return Optional.of(gone(source, replication) + "; " + remedy(source));
    }
    return slot.get().isLost()
        ? Optional.of(
            lost(replication, server.settings().get("max_slot_wal_keep_size"))
                + "; "
                + remedy(source))
        : Optional.empty();
  }

  static String gone(DatabaseSource source, Replication replication) {
    return "slot %s is gone from the server, and connector %s had read from it: what was changed since then is in no log any more"
        .formatted(replication.slot(), source.name());
  }

  static String lost(Replication replication, String limit) {
    return "slot %s is lost: its reader fell behind by more log than the server keeps (max_slot_wal_keep_size, now %s MB)"
        .formatted(replication.slot(), limit);
  }

  /** The only one that leaves no hole. */
  static String remedy(DatabaseSource source) {
    return "run ingest remove %s, then ingest apply: that takes a new slot and reads all rows anew; for rows deleted meanwhile, backfill run --dataset … --route source compares the keys"
        .formatted(source.name());
  }
}
