package dev.tidemark.e2e.types;

import dev.tidemark.e2e.fixture.Rows;
import dev.tidemark.e2e.fixture.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table of all types at the source, and what its rows must look like in silver. */
final class TypesTable {
  private static final String NAME = "types.everything";

  /** Dates that are none are refused in MariaDB's strict modes. */
  private static final String RELAXED = "SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION'";

  private static final String UTC = "SET SESSION time_zone = '+00:00'";

  private final List<ColumnCase> columns;
  private final Source source;
  private final Map<Integer, Map<String, String>> expected = new TreeMap<>();

  /** How Debezium meets a row. */
  enum Seen {
    BY_A_SNAPSHOT,
    IN_THE_LOG;

    private String in(ColumnCase.Value value) {
      return this == BY_A_SNAPSHOT ? value.fromSnapshot() : value.silver();
    }
  }

  TypesTable(List<ColumnCase> columns, Source source) {
    this.columns = columns;
    this.source = source;
  }

  void create() {
    source.execute(
        "DROP DATABASE IF EXISTS types",
        "CREATE DATABASE types",
        "CREATE TABLE %s (id INT NOT NULL PRIMARY KEY, %s) DEFAULT CHARSET=utf8mb4"
            .formatted(
                NAME,
                columns.stream()
                    .map(column -> column.name() + " " + column.type())
                    .collect(Collectors.joining(", "))));
  }

  /** So many rows that each value of each column comes at least once, and one of NULLs. */
  void insertAll(int firstId, Seen seen) {
    int rows = columns.stream().mapToInt(column -> column.values().size()).max().orElseThrow();
    for (int row = 0; row < rows; row++) {
      insert(firstId + row, row, seen);
    }
    insertNulls(firstId + rows, seen);
  }

  /** Every column of a row becomes another of its values. */
  void update(int id, int row) {
    change(id, row);
  }

  void updateToNulls(int id) {
    run(
        "UPDATE %s SET %s WHERE id = %s"
            .formatted(
                NAME,
                columns.stream()
                    .filter(ColumnCase::isNullable)
                    .map(column -> column.name() + " = NULL")
                    .collect(Collectors.joining(", ")),
                id));
    Map<String, String> row = expected.get(id);
    columns.stream().filter(ColumnCase::isNullable).forEach(c -> row.put(c.name(), null));
  }

  void delete(int id) {
    run("DELETE FROM %s WHERE id = %s".formatted(NAME, id));
    expected.remove(id);
  }

  /** What silver must have now. */
  Rows expected() {
    return new Rows(new ArrayList<>(expected.values()));
  }

  private void insert(int id, int row, Seen seen) {
    run(
        "INSERT INTO %s VALUES (%s, %s)"
            .formatted(
                NAME,
                id,
                columns.stream()
                    .map(column -> column.of(row).sql())
                    .collect(Collectors.joining(", "))));
    expect(id, row, seen);
  }

  private void insertNulls(int id, Seen seen) {
    run(
        "INSERT INTO %s VALUES (%s, %s)"
            .formatted(
                NAME,
                id,
                columns.stream()
                    .map(column -> column.isNullable() ? "NULL" : column.of(0).sql())
                    .collect(Collectors.joining(", "))));
    Map<String, String> row = new TreeMap<>();
    row.put("id", Integer.toString(id));
    columns.forEach(
        column -> row.put(column.name(), column.isNullable() ? null : seen.in(column.of(0))));
    expected.put(id, row);
  }

  private void change(int id, int row) {
    run(
        "UPDATE %s SET %s WHERE id = %s"
            .formatted(
                NAME,
                columns.stream()
                    .map(column -> column.name() + " = " + column.of(row).sql())
                    .collect(Collectors.joining(", ")),
                id));
    expect(id, row, Seen.IN_THE_LOG);
  }

  private void expect(int id, int row, Seen seen) {
    Map<String, String> values = new TreeMap<>();
    values.put("id", Integer.toString(id));
    columns.forEach(column -> values.put(column.name(), seen.in(column.of(row))));
    expected.put(id, values);
  }

  private void run(String sql) {
    source.transaction(List.of(RELAXED, UTC, sql));
  }
}
