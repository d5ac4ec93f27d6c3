package dev.tidemark.ingest.postgres;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.contract.conf.Suggestions;
import java.util.ArrayList;
import java.util.List;

/** What keeps one table from being followed, or from being followed whole. */
final class TableFindings {
  private final DatabaseSource source;
  private final String user;

  TableFindings(DatabaseSource source, String user) {
    this.source = source;
    this.user = user;
  }

  Problem absent(int index, List<TableState.Relation> relations) {
    String name = source.tables().get(index);
    String schema = name.substring(0, name.indexOf('.'));
    List<String> names = relations.stream().map(TableState.Relation::name).toList();
    return at(
        index,
        "source %s has no table %s in database %s"
            .formatted(source.name(), name, source.database().orElseThrow()),
        Suggestions.nearest(name.substring(name.indexOf('.') + 1), names)
            .map(near -> "did you mean '%s.%s'?".formatted(schema, near))
            .orElse("make it first; a name with capitals is written as it was quoted"));
  }

  List<Problem> problems(int index, TableState table) {
    List<Problem> problems = new ArrayList<>();
    String name = table.table().name();
    TableState.Relation relation = table.relation();
    if (relation.kind() != 'r') {
      problems.add(
          at(index, "%s is %s".formatted(name, kind(relation.kind())), instead(relation.kind())));
      return problems;
    }
    if (!relation.isLogged()) {
      problems.add(
          at(
              index,
              "%s is UNLOGGED or TEMPORARY: its changes are in no log".formatted(name),
              "as its owner: ALTER TABLE %s SET LOGGED".formatted(Quoted.table(name))));
    }
    if (!relation.isReadable()) {
      problems.add(
          at(
              index,
              "user %s may not read %s".formatted(user, name),
              "as its owner: GRANT USAGE ON SCHEMA %s TO %s; GRANT SELECT ON %s TO %s"
                  .formatted(
                      Quoted.name(name.substring(0, name.indexOf('.'))),
                      Quoted.name(user),
                      Quoted.table(name),
                      Quoted.name(user))));
    }
    if (!table.namesItsRows()) {
      problems.add(
          at(
              index,
              "%s has no replica identity (%s): in a publication, Postgres refuses every UPDATE and DELETE of it"
                  .formatted(name, identity(table)),
              "as its owner: ALTER TABLE %s REPLICA IDENTITY FULL, or give it a primary key"
                  .formatted(Quoted.table(name))));
    }
    if (!table.tellsOldRowsWhole() && !table.needOldRows().isEmpty()) {
      problems.add(
          at(
              index,
              "%s has a replica identity of its key only, and columns (%s) that would become NULL when an UPDATE leaves a large value in them as it was"
                  .formatted(name, String.join(", ", table.needOldRows())),
              "as its owner: ALTER TABLE %s REPLICA IDENTITY FULL".formatted(Quoted.table(name))));
    }
    return problems;
  }

  List<String> warnings(TableState table) {
    List<String> warnings = new ArrayList<>();
    if (table.namesItsRows() && !table.tellsOldRowsWhole() && table.needOldRows().isEmpty()) {
      warnings.add(oldRows(table.table().name()));
    }
    if (!table.generated().isEmpty()) {
      warnings.add(
          "source %s: %s of %s is GENERATED: a snapshot has its value, no change has; compute it in a view instead"
              .formatted(
                  source.name(), String.join(", ", table.generated()), table.table().name()));
    }
    return warnings;
  }

  private String oldRows(String table) {
    return "source %s: %s has a replica identity of its key only: an UPDATE that leaves a large value (stored apart by TOAST, from about 2 kB) as it was does not carry it, and silver looks its own up, which takes seconds a batch; a DELETE carries the key only. Whole and fast, for some more log, as its owner: ALTER TABLE %s REPLICA IDENTITY FULL"
        .formatted(source.name(), table, Quoted.table(table));
  }

  private static String identity(TableState table) {
    return table.relation().identity() == 'n' ? "NOTHING" : "DEFAULT, without a primary key";
  }

  private static String kind(char kind) {
    return switch (kind) {
      case 'p' -> "a partitioned table, which holds no rows itself";
      case 'f' -> "a foreign table, whose changes are in the log of another server";
      case 'm' -> "a materialized view, whose changes Debezium cannot follow";
      default -> "a view, whose changes Debezium cannot follow";
    };
  }

  private static String instead(char kind) {
    return switch (kind) {
      case 'p' -> "name its partitions, and join them by a view under conf/views";
      case 'f' -> "follow it at the server that has it";
      default -> "name the tables below it, and write its SQL under conf/views";
    };
  }

  private Problem at(int index, String what, String remedy) {
    return source.at().problem("/tables/" + index, what, remedy);
  }
}
