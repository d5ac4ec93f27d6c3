package dev.tidemark.ingest.columns;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.contract.conf.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a source says of the tables that conf names.
 *
 * @param tables those that exist, by {@code database.table}
 * @param warnings what lies outside of conf and may stop the connector
 */
public record SourceSchema(
    Map<String, SourceTable> tables, List<Problem> problems, List<String> warnings) {
  private static final Map<String, String> NEEDED =
      Map.of("log_bin", "ON", "binlog_format", "ROW", "binlog_row_image", "FULL");

  public SourceSchema {
    tables = Map.copyOf(tables);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  public static SourceSchema read(DatabaseSource source, SourceDatabase database) {
    Map<String, SourceTable> tables = new TreeMap<>();
    List<Problem> problems = new ArrayList<>(log(source, database));
    for (int i = 0; i < source.tables().size(); i++) {
      String name = source.tables().get(i);
      List<SourceDatabase.Relation> relations =
          database.relations(name.substring(0, name.indexOf('.')));
      Optional<Problem> problem = missing(source, i, relations);
      if (problem.isPresent()) {
        problems.add(problem.get());
        continue;
      }
      Optional<SourceTable> table = database.table(name);
      table.ifPresent(found -> tables.put(name, found));
      problems.addAll(unreadable(source, i, table));
    }
    return new SourceSchema(tables, problems, warnings(source, database));
  }

  /** Debezium reads rows from the log, whole rows, or it cannot read them. */
  private static List<Problem> log(DatabaseSource source, SourceDatabase database) {
    List<Problem> problems = new ArrayList<>();
    NEEDED.forEach(
        (variable, needed) -> {
          String is = database.variable(variable).orElse(needed);
          if (!is.equalsIgnoreCase(needed)) {
            problems.add(
                source
                    .at()
                    .problem(
                        "/host",
                        "source %s has %s=%s".formatted(source.name(), variable, is),
                        "start the server with %s=%s; changes are read from its log"
                            .formatted(variable, needed)));
          }
        });
    return problems;
  }

  private static Optional<Problem> missing(
      DatabaseSource source, int index, List<SourceDatabase.Relation> relations) {
    String name = source.tables().get(index);
    int dot = name.indexOf('.');
    String table = name.substring(dot + 1);
    for (SourceDatabase.Relation relation : relations) {
      if (relation.name().equals(table)) {
        return relation.type().equals("BASE TABLE")
            ? Optional.empty()
            : Optional.of(noTable(source, index, relation.type()));
      }
    }
    return Optional.of(absent(source, index, relations));
  }

  private static Problem noTable(DatabaseSource source, int index, String type) {
    String remedy =
        type.contains("VIEW")
            ? "name the tables below it, and write its SQL under conf/views"
            : "follow a plain table";
    return source
        .at()
        .problem(
            "/tables/" + index,
            "%s is a %s, whose changes Debezium cannot follow"
                .formatted(source.tables().get(index), type.toLowerCase(Locale.ROOT)),
            remedy);
  }

  private static List<Problem> unreadable(
      DatabaseSource source, int index, Optional<SourceTable> table) {
    return table.stream()
        .flatMap(found -> found.columns().stream())
        .filter(column -> column.type().isUnreadable())
        .map(
            column ->
                source
                    .at()
                    .problem(
                        "/tables/" + index,
                        "column '%s' of %s is of type %s, which Debezium cannot read"
                            .formatted(
                                column.name(), source.tables().get(index), column.type().full()),
                        "take the table out of tables:, or change the column at the source"))
        .toList();
  }

  private static List<String> warnings(DatabaseSource source, SourceDatabase database) {
    return database.tablesWithCompressedColumns().stream()
        .map(
            table ->
                "source %s: %s has a COMPRESSED column; the next change of one of its rows stops every Debezium connector of this server, whether it follows the table or not: take COMPRESSED off"
                    .formatted(source.name(), table))
        .toList();
  }

  private static Problem absent(
      DatabaseSource source, int index, List<SourceDatabase.Relation> relations) {
    String name = source.tables().get(index);
    int dot = name.indexOf('.');
    String database = name.substring(0, dot);
    String table = name.substring(dot + 1);
    List<String> names = relations.stream().map(SourceDatabase.Relation::name).toList();
    return source
        .at()
        .problem(
            "/tables/" + index,
            "source %s has no table %s that its user may read".formatted(source.name(), name),
            Suggestions.nearest(table, names)
                .map(near -> "did you mean '%s.%s'?".formatted(database, near))
                .orElse("make it first, or grant SELECT on it"));
  }
}
