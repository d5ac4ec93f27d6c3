package dev.tidemark.ingest.postgres;

import dev.tidemark.contract.conf.ConfException;
import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.ingest.control.Pause;
import dev.tidemark.ingest.debezium.Replication;
import dev.tidemark.ingest.failure.IngestErrors;
import dev.tidemark.ingest.failure.IngestException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The slot that a source's connector reads from, as long as it is there. */
public final class SourceSlot {
  private static final String DROP =
      """
      SELECT pg_drop_replication_slot(slot_name)::text
      FROM pg_replication_slots WHERE slot_name = ?""";
  private static final String IN_USE = "55006";
  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final int MOST_TRIES = 60;

  private final DatabaseSource source;
  private final Slot slot;

  private SourceSlot(DatabaseSource source, Slot slot) {
    this.source = source;
    this.slot = slot;
  }

  /**
   * Empty if the server has none of the name.
   *
   * @throws ConfException if the source lets nobody in
   * @throws IngestException if it does not answer
   */
  public static Optional<SourceSlot> find(
      DatabaseSource source, Environment environment, Replication replication) {
    try (PostgresDatabase database = open(source, environment)) {
      return Slot.all(database).stream()
          .filter(slot -> slot.name().equals(replication.slot()))
          .findFirst()
          .map(slot -> new SourceSlot(source, slot));
    }
  }

  public String name() {
    return slot.name();
  }

  /** Of log, that the server keeps for it. */
  public long retainedMegabytes() {
    return slot.retainedBytes() / (1024 * 1024);
  }

  public String dropSql() {
    return "SELECT pg_drop_replication_slot(%s)".formatted(Quoted.text(slot.name()));
  }

  /**
   * Drops it as soon as its reader has gone.
   *
   * @throws IngestException if somebody goes on reading, or the server refuses
   */
  public void drop(Environment environment, Pause pause) {
    try (PostgresDatabase database = open(source, environment)) {
      for (int tries = 0; tries < MOST_TRIES; tries++) {
        if (dropped(database)) {
          return;
        }
        pause.pause(BETWEEN);
      }
    }
    throw IngestErrors.slotInUse(slot.name(), source.name(), BETWEEN.multipliedBy(MOST_TRIES));
  }

  private boolean dropped(PostgresDatabase database) {
    try {
      database.query(DROP, List.of(slot.name()), row -> row.getString(1));
      return true;
    } catch (IngestException e) {
      if (e.getCause() instanceof SQLException refusal && IN_USE.equals(refusal.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  private static PostgresDatabase open(DatabaseSource source, Environment environment) {
    PostgresDatabase.Login login = PostgresDatabase.open(source, environment);
    if (login instanceof PostgresDatabase.Login.Refused refused) {
      throw new ConfException(List.of(refused.problem()));
    }
    return ((PostgresDatabase.Login.Open) login).database();
  }
}
