package dev.tidemark.ingest.columns;

import dev.tidemark.contract.conf.Problem;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.contract.conf.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a source says of the tables that conf names.
 *
 * @param tables those that exist, by {@code database.table}
 */
public record SourceSchema(Map<String, SourceTable> tables, List<Problem> problems) {
  private static final Map<String, String> NEEDED =
      Map.of("log_bin", "ON", "binlog_format", "ROW", "binlog_row_image", "FULL");

  public SourceSchema {
    tables = Map.copyOf(tables);
    problems = List.copyOf(problems);
  }

  public static SourceSchema read(Source source, SourceDatabase database) {
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
      database.table(name).ifPresent(table -> tables.put(name, table));
    }
    return new SourceSchema(tables, problems);
  }

  /** Debezium reads rows from the log, whole rows, or it cannot read them. */
  private static List<Problem> log(Source source, SourceDatabase database) {
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
      Source source, int index, List<SourceDatabase.Relation> relations) {
    String name = source.tables().get(index);
    int dot = name.indexOf('.');
    String database = name.substring(0, dot);
    String table = name.substring(dot + 1);
    for (SourceDatabase.Relation relation : relations) {
      if (relation.name().equals(table)) {
        return relation.isTable()
            ? Optional.empty()
            : Optional.of(
                source
                    .at()
                    .problem(
                        "/tables/" + index,
                        "%s is a view; views leave no changes in the log".formatted(name),
                        "name the tables below it, and write its SQL under conf/views"));
      }
    }
    List<String> names = relations.stream().map(SourceDatabase.Relation::name).toList();
    return Optional.of(
        source
            .at()
            .problem(
                "/tables/" + index,
                "source %s has no table %s that its user may read".formatted(source.name(), name),
                Suggestions.nearest(table, names)
                    .map(near -> "did you mean '%s.%s'?".formatted(database, near))
                    .orElse("make it first, or grant SELECT on it")));
  }
}
