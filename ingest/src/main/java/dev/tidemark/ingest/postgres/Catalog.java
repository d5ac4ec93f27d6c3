package dev.tidemark.ingest.postgres;

import dev.tidemark.contract.conf.Source;
import dev.tidemark.ingest.columns.ColumnDefault;
import dev.tidemark.ingest.columns.SourceColumn;
import dev.tidemark.ingest.columns.SourceTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Tables and columns, from the catalog, which shows them whatever the user may read. */
final class Catalog {
  private static final int TYPMOD_HEADER = 4;

  private static final String RELATIONS =
      """
      SELECT c.relname, c.oid, c.relkind, c.relreplident, c.relpersistence = 'p',
        has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
      ORDER BY c.relname""";

  /**
   * Domains by the type below them; enums and arrays of them by one name for all. An array of two
   * dimensions has a name of its own, for Debezium sends nulls in place of its rows.
   */
  private static final String COLUMNS =
      """
      SELECT a.attname,
        CASE WHEN a.attndims > 1 THEN '_' ELSE '' END
          || CASE WHEN b.typtype = 'e' THEN 'enum' WHEN e.typtype = 'e' THEN '_enum'
            ELSE b.typname END,
        format_type(a.atttypid, a.atttypmod) || repeat('[]', a.attndims - 1),
        CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END,
        NOT (a.attnotnull OR t.typnotnull),
        pg_get_expr(d.adbin, d.adrelid),
        a.attgenerated <> ''
      FROM pg_attribute a
        JOIN pg_type t ON t.oid = a.atttypid
        JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
        LEFT JOIN pg_type e ON e.oid = b.typelem AND b.typcategory = 'A'
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum""";

  private static final String PRIMARY_KEY =
      """
      SELECT a.attname
      FROM pg_index i
        CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
      WHERE i.indrelid = ? AND i.indisprimary
      ORDER BY k.place""";

  private final PostgresDatabase database;

  Catalog(PostgresDatabase database) {
    this.database = database;
  }

  /** Everything in the schema that SELECT may be asked of; empty too if there is no schema. */
  List<TableState.Relation> relations(String schema) {
    return database.query(
        RELATIONS,
        List.of(schema),
        row ->
            new TableState.Relation(
                row.getString(1),
                row.getLong(2),
                row.getString(3).charAt(0),
                row.getString(4).charAt(0),
                row.getBoolean(5),
                row.getBoolean(6)));
  }

  /**
   * @param name {@code schema.table}
   */
  TableState table(String name, TableState.Relation relation) {
    List<Object> id = List.of(relation.id());
    List<String> generated = new ArrayList<>();
    List<SourceColumn> columns =
        database.query(
            COLUMNS,
            id,
            row -> {
              if (row.getBoolean(7)) {
                generated.add(row.getString(1));
              }
              return column(row);
            });
    List<String> key = database.query(PRIMARY_KEY, id, row -> row.getString(1));
    return new TableState(new SourceTable(name, columns, key), relation, generated);
  }

  private static SourceColumn column(ResultSet row) throws SQLException {
    boolean generated = row.getBoolean(7);
    return new SourceColumn(
        row.getString(1),
        type(row.getString(2), row.getString(3), row.getInt(4)),
        row.getBoolean(5),
        ColumnDefault.of(Source.Kind.POSTGRES, generated ? null : row.getString(6)));
  }

  /**
   * @param modifier atttypmod: of a numeric its digits and scale in one number, of bits how many
   */
  static SourceColumn.Type type(String name, String full, int modifier) {
    if (name.equals("numeric") && modifier >= TYPMOD_HEADER) {
      int packed = modifier - TYPMOD_HEADER;
      int scale = ((packed & 0x7ff) ^ 0x400) - 0x400; // eleven bits with a sign
      return new SourceColumn.Type(name, full, packed >> 16 & 0xffff, scale);
    }
    return new SourceColumn.Type(name, full, name.equals("bit") ? modifier : 0, 0);
  }
}
