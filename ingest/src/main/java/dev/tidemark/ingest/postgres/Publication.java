package dev.tidemark.ingest.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A publication: which tables' changes a slot of it gives.
 *
 * @param isOfAll whether it holds every table, those to come included
 * @param tables {@code schema.table}
 * @param missing operations that it leaves out, of insert, update, delete, truncate
 */
record Publication(String name, boolean isOfAll, Set<String> tables, List<String> missing) {
  private static final List<String> OPERATIONS = List.of("insert", "update", "delete", "truncate");
  private static final String ONE =
      """
      SELECT puballtables, pubinsert, pubupdate, pubdelete, pubtruncate
      FROM pg_publication WHERE pubname = ?""";
  private static final String TABLES =
      "SELECT schemaname || '.' || tablename FROM pg_publication_tables WHERE pubname = ?";

  Publication {
    tables = Set.copyOf(tables);
    missing = List.copyOf(missing);
  }

  /** Empty if there is none of the name in this database. */
  static Optional<Publication> read(PostgresDatabase database, String name) {
    Set<String> tables = Set.copyOf(database.query(TABLES, List.of(name), row -> row.getString(1)));
    return database
        .query(
            ONE,
            List.of(name),
            row -> {
              List<String> missing = new ArrayList<>();
              for (int i = 0; i < OPERATIONS.size(); i++) {
                if (!row.getBoolean(i + 2)) {
                  missing.add(OPERATIONS.get(i));
                }
              }
              return new Publication(name, row.getBoolean(1), tables, missing);
            })
        .stream()
        .findFirst();
  }

  boolean holds(String table) {
    return tables.contains(table);
  }

  /** SQL that makes one, for the owner of the tables. */
  static String make(String name, List<String> tables) {
    return "CREATE PUBLICATION %s FOR TABLE %s".formatted(Quoted.name(name), listed(tables));
  }

  String add(List<String> more) {
    return "ALTER PUBLICATION %s ADD TABLE %s".formatted(Quoted.name(name), listed(more));
  }

  String publishAll() {
    return "ALTER PUBLICATION %s SET (publish = 'insert, update, delete, truncate')"
        .formatted(Quoted.name(name));
  }

  private static String listed(List<String> tables) {
    return String.join(", ", tables.stream().map(Quoted::table).toList());
  }
}
