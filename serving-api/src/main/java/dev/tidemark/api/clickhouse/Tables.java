package dev.tidemark.api.clickhouse;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidemark.api.problem.ProblemException;
import dev.tidemark.api.problem.ProblemKind;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Shapes of tables, remembered for a few seconds. */
@Singleton
public final class Tables {
  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  private final ClickHouse clickhouse;
  private final Cache<String, Table> known =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REMEMBERED).build();

  public Tables(ClickHouse clickhouse) {
    this.clickhouse = clickhouse;
  }

  /**
   * The table of a model.
   *
   * @throws ProblemException if it is not there yet, or ClickHouse cannot be asked
   */
  public Table ofModel(String model) {
    return find(model)
        .orElseThrow(
            () ->
                new ProblemException(
                        ProblemKind.NOT_BUILT,
                        "Model '%s' is in conf, but ClickHouse has no table for it yet; the stream publishes it."
                            .formatted(model))
                    .with("model", model)
                    .retryAfter(Duration.ofSeconds(5)));
  }

  /** Absent tables are looked for each time. */
  public Optional<Table> find(String name) {
    Table remembered = known.getIfPresent(name);
    if (remembered != null) {
      return Optional.of(remembered);
    }
    Optional<Table> read = read(name);
    read.ifPresent(table -> known.put(name, table));
    return read;
  }

  /** After an answer that shows that the table has changed. */
  public void forget(String name) {
    known.invalidate(name);
  }

  private Optional<Table> read(String name) {
    Statement statement =
        Statement.builder()
            .add("SELECT name, type FROM system.columns WHERE database = ")
            .bind("String", clickhouse.database())
            .add(" AND table = ")
            .bind("String", name)
            .add(" ORDER BY position")
            .build();
    Map<String, ColumnType> columns = new LinkedHashMap<>();
    try {
      clickhouse
          .rows(statement)
          .forEach(
              row ->
                  columns.put(
                      row.get("name").toString(), ColumnType.parse(row.get("type").toString())));
    } catch (ProblemException e) {
      if (e.kind() == ProblemKind.NOT_BUILT) { // the database itself is not there yet
        return Optional.empty();
      }
      throw e;
    }
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(new Table(clickhouse.database(), name, columns));
  }
}
