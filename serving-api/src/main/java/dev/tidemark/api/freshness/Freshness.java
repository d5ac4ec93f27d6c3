package dev.tidemark.api.freshness;

import dev.tidemark.api.clickhouse.ClickHouse;
import dev.tidemark.api.clickhouse.Statement;
import dev.tidemark.api.problem.ProblemException;
import dev.tidemark.api.problem.ProblemKind;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the table in which the stream publishes how far the data reaches. */
@Singleton
public final class Freshness {
  private static final String TABLE = "_tidemark_datasets";
  private static final String READ =
      """
      SELECT kind, name, valid_through, last_event_at, warn_seconds, error_seconds, updated_at
      FROM %s.%s FINAL""";

  private final ClickHouse clickhouse;

  public Freshness(ClickHouse clickhouse) {
    this.clickhouse = clickhouse;
  }

  /**
   * Of a model; empty while nobody can say. Read it before the rows that it is to vouch for.
   *
   * @throws ProblemException if ClickHouse cannot be asked
   */
  public Optional<Instant> ofModel(String model) {
    return Optional.ofNullable(all().get(new Name("model", model)))
        .flatMap(Published::validThrough);
  }

  /** Everything published; nothing while the stream has published nothing. */
  Map<Name, Published> all() {
    Map<Name, Published> all = new HashMap<>();
    try {
      String sql = READ.formatted(Statement.quote(clickhouse.database()), Statement.quote(TABLE));
      clickhouse.rows(Statement.of(sql)).forEach(row -> all.put(name(row), published(row)));
    } catch (ProblemException e) {
      if (e.kind() != ProblemKind.NOT_BUILT) {
        throw e;
      }
    }
    return all;
  }

  /** Who is spoken of. */
  record Name(String kind, String name) {}

  private static Name name(Map<String, Object> row) {
    return new Name(row.get("kind").toString(), row.get("name").toString());
  }

  private static Published published(Map<String, Object> row) {
    return new Published(
        instant(row, "valid_through"),
        instant(row, "last_event_at"),
        seconds(row, "warn_seconds"),
        seconds(row, "error_seconds"),
        instant(row, "updated_at").orElse(Instant.EPOCH));
  }

  private static Optional<Instant> instant(Map<String, Object> row, String column) {
    return Optional.ofNullable(row.get(column)).map(text -> Instant.parse(text.toString()));
  }

  private static Duration seconds(Map<String, Object> row, String column) {
    return Duration.ofSeconds(((Number) row.get(column)).longValue());
  }
}
