package dev.tidemark.ingest.columns;

import com.mysql.cj.jdbc.Driver;
import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.ingest.failure.IngestErrors;
import dev.tidemark.ingest.failure.IngestException;
import dev.tidemark.ingest.failure.Redaction;
import dev.tidemark.ingest.jdbc.SourceConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/** A MariaDB or MySQL server, asked for its schema only. Rows come from Debezium alone. */
public final class SourceDatabase implements AutoCloseable {
  private static final String COLUMNS =
      """
      SELECT column_name, data_type, column_type, numeric_precision, numeric_scale, is_nullable,
        column_default
      FROM information_schema.columns
      WHERE table_schema = ? AND table_name = ?
      ORDER BY ordinal_position""";
  private static final String PRIMARY_KEY =
      """
      SELECT column_name FROM information_schema.statistics
      WHERE table_schema = ? AND table_name = ? AND index_name = 'PRIMARY'
      ORDER BY seq_in_index""";
  private static final String TABLES =
      """
      SELECT table_name, table_type FROM information_schema.tables
      WHERE table_schema = ? ORDER BY table_name""";

  private static final String COMPRESSED =
      """
      SELECT DISTINCT concat(table_schema, '.', table_name) FROM information_schema.columns
      WHERE column_type LIKE BINARY '%COMPRESSED*/%'
        AND table_schema NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')
      ORDER BY 1""";

  private final DatabaseSource source;
  private final SourceConnection connection;

  private SourceDatabase(DatabaseSource source, SourceConnection connection) {
    this.source = source;
    this.connection = connection;
  }

  /** Logged in, or refused with what to mend. */
  public sealed interface Login {
    record Open(SourceDatabase database) implements Login {}

    record Refused(Problem problem) implements Login {}
  }

  /**
   * What exists under a name in a database.
   *
   * @param type such as {@code BASE TABLE}, {@code VIEW}, {@code SYSTEM VERSIONED}
   */
  public record Relation(String name, String type) {}

  /**
   * Logs in.
   *
   * @throws dev.tidemark.ingest.failure.IngestException if the server does not answer
   */
  public static Login open(DatabaseSource source, Environment environment) {
    Properties properties;
    try {
      properties = SourceConnection.credentials(source, environment);
    } catch (IllegalArgumentException e) {
      return new Login.Refused(LoginRefusals.unresolved(source, e.getMessage()));
    }
    properties.setProperty("connectTimeout", "5000");
    properties.setProperty("socketTimeout", "30000");
    properties.setProperty("connectionTimeZone", "UTC");
    try {
      Connection connection = new Driver().connect(url(source), properties);
      return new Login.Open(
          new SourceDatabase(
              source, new SourceConnection(connection, failure -> refuses(source, failure))));
    } catch (SQLException e) {
      if (LoginRefusals.isRefusal(e)) {
        return new Login.Refused(
            LoginRefusals.refused(source, e, Redaction.of(source, environment)));
      }
      throw IngestErrors.sourceDoesNotAnswer(
          source.name(), SourceConnection.address(source), IngestErrors.reason(e), e);
    }
  }

  private static IngestException refuses(DatabaseSource source, SQLException failure) {
    return IngestErrors.sourceRefuses(source.name(), IngestErrors.reason(failure), failure);
  }

  /** Everything in the database that SELECT may be asked of; empty too if there is no database. */
  public List<Relation> relations(String database) {
    return connection.query(
        TABLES,
        List.of(database),
        row -> new Relation(row.getString(1), row.getString(2).toUpperCase(Locale.ROOT)));
  }

  /** Empty if there is no such table. */
  public Optional<SourceTable> table(String name) {
    int dot = name.indexOf('.');
    List<String> where = List.of(name.substring(0, dot), name.substring(dot + 1));
    List<SourceColumn> columns = connection.query(COLUMNS, where, this::column);
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SourceTable(
                name, columns, connection.query(PRIMARY_KEY, where, row -> row.getString(1))));
  }

  /** Tables anywhere on the server with a compressed column, {@code database.table}. */
  public List<String> tablesWithCompressedColumns() {
    return connection.query(COMPRESSED, List.of(), row -> row.getString(1));
  }

  /** A variable of the server, such as {@code log_bin}; empty if it knows none of this name. */
  public Optional<String> variable(String name) {
    return connection
        .query("SHOW GLOBAL VARIABLES LIKE '" + name + "'", List.of(), row -> row.getString(2))
        .stream()
        .findFirst();
  }

  @Override
  public void close() {
    connection.close();
  }

  private SourceColumn column(ResultSet row) throws SQLException {
    return new SourceColumn(
        row.getString(1),
        new SourceColumn.Type(
            row.getString(2).toLowerCase(Locale.ROOT),
            row.getString(3),
            row.getInt(4),
            row.getInt(5)),
        row.getString(6).equalsIgnoreCase("YES"),
        ColumnDefault.of(source.kind(), row.getString(7)));
  }

  private static String url(DatabaseSource source) {
    return "jdbc:mysql://%s/".formatted(SourceConnection.address(source));
  }
}
