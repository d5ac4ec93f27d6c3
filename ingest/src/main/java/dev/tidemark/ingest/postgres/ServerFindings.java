package dev.tidemark.ingest.postgres;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.ingest.debezium.Replication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a server lacks to be read by a slot, or what has become of the slot. */
final class ServerFindings {
  private static final int LEAST_VERSION = 140_000; // messages in pgoutput, which move an idle slot
  private static final String NO_LIMIT = "-1";

  private final DatabaseSource source;
  private final Replication replication;
  private final ServerState server;

  ServerFindings(DatabaseSource source, Replication replication, ServerState server) {
    this.source = source;
    this.replication = replication;
    this.server = server;
  }

  List<Problem> problems(SlotReader reader) {
    List<Problem> problems = new ArrayList<>();
    if (server.isStandby()) {
      problems.add(
          at("/host", "the server is a standby, which only repeats another", "name the primary"));
    }
    if (server.number("server_version_num") < LEAST_VERSION) {
      problems.add(
          at(
              "/host",
              "the server is of version %s".formatted(server.number("server_version_num") / 10_000),
              "follow one of version 14 or later: an older one cannot keep the slot of an idle database moving"));
    }
    String level = server.settings().getOrDefault("wal_level", "?");
    if (!level.equals("logical")) {
      problems.add(
          at(
              "/host",
              "the server has wal_level=%s: its log does not tell rows".formatted(level),
              "as superuser: ALTER SYSTEM SET wal_level = 'logical', and start the server again"));
    }
    if (!server.mayReplicate()) {
      problems.add(
          at(
              "/user",
              "user %s may not read the log".formatted(server.user()),
              "as superuser: ALTER ROLE %s REPLICATION".formatted(Quoted.name(server.user()))));
    }
    slot(reader).ifPresent(problems::add);
    return problems;
  }

  List<String> warnings() {
    return NO_LIMIT.equals(server.settings().get("max_slot_wal_keep_size"))
        ? List.of(
            "source %s: the server has no limit to the log that it keeps for a slot (max_slot_wal_keep_size=-1): while the connector stands still its disk fills; as superuser: ALTER SYSTEM SET max_slot_wal_keep_size = '50GB'; SELECT pg_reload_conf(). A slot that falls further behind is lost, which ingest status tells"
                .formatted(source.name()))
        : List.of();
  }

  private Optional<Problem> slot(SlotReader reader) {
    Optional<Slot> slot = server.slot(replication.slot());
    if (slot.isEmpty()) {
      return reader == SlotReader.HAS_READ ? Optional.of(gone()) : noRoom();
    }
    if (slot.get().isLost()) {
      return Optional.of(lost());
    }
    String database = source.database().orElseThrow();
    return slot.get().database().equals(database) && slot.get().plugin().equals("pgoutput")
        ? Optional.empty()
        : Optional.of(
            at(
                "/database",
                "slot %s is of database '%s' and plug-in '%s'"
                    .formatted(replication.slot(), slot.get().database(), slot.get().plugin()),
                "give the connector one of its own: settings: {slot.name: …}"));
  }

  private Optional<Problem> noRoom() {
    int most = server.number("max_replication_slots");
    return server.slots().size() < most
        ? Optional.empty()
        : Optional.of(
            at(
                "/host",
                "all %s slots of the server are taken (%s)"
                    .formatted(
                        most, String.join(", ", server.slots().stream().map(Slot::name).toList())),
                "drop one that nobody reads: SELECT pg_drop_replication_slot('…'); or ALTER SYSTEM SET max_replication_slots = %s, and start the server again"
                    .formatted(most + 4)));
  }

  private Problem gone() {
    return at("/database", SlotTrouble.gone(source, replication), SlotTrouble.remedy(source));
  }

  private Problem lost() {
    return at(
        "/database",
        SlotTrouble.lost(replication, server.settings().get("max_slot_wal_keep_size")),
        SlotTrouble.remedy(source));
  }

  private Problem at(String pointer, String what, String remedy) {
    return source.at().problem(pointer, "source %s: %s".formatted(source.name(), what), remedy);
  }
}
