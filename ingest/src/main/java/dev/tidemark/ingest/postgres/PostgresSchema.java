package dev.tidemark.ingest.postgres;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.ingest.columns.SourceSchema;
import dev.tidemark.ingest.columns.SourceTable;
import dev.tidemark.ingest.debezium.Replication;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tables that conf names, and everything at the server that would keep them from coming. */
public final class PostgresSchema {
  private final DatabaseSource source;
  private final PostgresDatabase database;

  private PostgresSchema(DatabaseSource source, PostgresDatabase database) {
    this.source = source;
    this.database = database;
  }

  /**
   * Asks for all of it.
   *
   * @param reader whether a connector has read from the slot already
   */
  public static SourceSchema read(
      DatabaseSource source,
      PostgresDatabase database,
      Replication replication,
      SlotReader reader) {
    ServerState server = ServerState.read(database);
    Optional<Publication> publication = Publication.read(database, replication.publication());
    ServerFindings findings = new ServerFindings(source, replication, server);
    List<Problem> problems = new ArrayList<>(findings.problems(reader));
    List<String> warnings = new ArrayList<>(findings.warnings());
    PublicationFindings published = new PublicationFindings(source, replication, server.user());
    problems.addAll(published.problems(publication));
    Map<String, SourceTable> tables =
        new PostgresSchema(source, database)
            .tables(new TableFindings(source, server.user()), problems, warnings);
    return new SourceSchema(tables, problems, warnings);
  }

  private Map<String, SourceTable> tables(
      TableFindings findings, List<Problem> problems, List<String> warnings) {
    Catalog catalog = new Catalog(database);
    Map<String, SourceTable> tables = new TreeMap<>();
    for (int i = 0; i < source.tables().size(); i++) {
      String name = source.tables().get(i);
      int dot = name.indexOf('.');
      List<TableState.Relation> relations = catalog.relations(name.substring(0, dot));
      Optional<TableState.Relation> relation =
          relations.stream().filter(one -> one.name().equals(name.substring(dot + 1))).findFirst();
      if (relation.isEmpty()) {
        problems.add(findings.absent(i, relations));
        continue;
      }
      TableState table = catalog.table(name, relation.get());
      problems.addAll(findings.problems(i, table));
      warnings.addAll(findings.warnings(table));
      tables.put(name, table.table());
    }
    return tables;
  }
}
