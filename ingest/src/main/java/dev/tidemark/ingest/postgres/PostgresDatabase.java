package dev.tidemark.ingest.postgres;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.ingest.columns.LoginRefusals;
import dev.tidemark.ingest.failure.IngestErrors;
import dev.tidemark.ingest.failure.IngestException;
import dev.tidemark.ingest.failure.Redaction;
import dev.tidemark.ingest.jdbc.SourceConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;

/** One database of a Postgres server, asked as the user that Debezium is too. */
public final class PostgresDatabase implements AutoCloseable {
  private final SourceConnection connection;

  private PostgresDatabase(SourceConnection connection) {
    this.connection = connection;
  }

  /** Logged in, or refused with what to mend. */
  public sealed interface Login {
    record Open(PostgresDatabase database) implements Login {}

    record Refused(Problem problem) implements Login {}
  }

  /**
   * Logs in.
   *
   * @throws IngestException if the server does not answer
   */
  public static Login open(DatabaseSource source, Environment environment) {
    Properties properties;
    try {
      properties = SourceConnection.credentials(source, environment);
    } catch (IllegalArgumentException e) {
      return new Login.Refused(LoginRefusals.unresolved(source, e.getMessage()));
    }
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "30");
    properties.setProperty("ApplicationName", "tidemark ingest");
    try {
      Connection connection = new Driver().connect(url(source), properties);
      return new Login.Open(
          new PostgresDatabase(
              new SourceConnection(connection, failure -> refuses(source, failure))));
    } catch (SQLException e) {
      return Refusals.of(source, e, Redaction.of(source, environment))
          .<Login>map(Login.Refused::new)
          .orElseThrow(
              () ->
                  IngestErrors.sourceDoesNotAnswer(
                      source.name(), SourceConnection.address(source), IngestErrors.reason(e), e));
    }
  }

  /**
   * All rows; parameters are texts, or numbers as Long.
   *
   * @throws IngestException with the server's own exception as cause
   */
  <T> List<T> query(String sql, List<Object> parameters, SourceConnection.Reader<T> reader) {
    return connection.query(sql, parameters, reader);
  }

  /** The only row of a query that always has one. */
  <T> T one(String sql, SourceConnection.Reader<T> reader) {
    return query(sql, List.of(), reader).get(0);
  }

  @Override
  public void close() {
    connection.close();
  }

  private static IngestException refuses(DatabaseSource source, SQLException failure) {
    return IngestErrors.databaseRefuses(source.name(), IngestErrors.reason(failure), failure);
  }

  private static String url(DatabaseSource source) {
    return "jdbc:postgresql://%s/%s"
        .formatted(SourceConnection.address(source), source.database().orElseThrow());
  }
}
