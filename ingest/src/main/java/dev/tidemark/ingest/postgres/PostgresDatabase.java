package dev.tidemark.ingest.postgres;

import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.ingest.columns.LoginRefusals;
import dev.tidemark.ingest.failure.IngestErrors;
import dev.tidemark.ingest.failure.Redaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;

/** One database of a Postgres server, asked as the user that Debezium is too. */
public final class PostgresDatabase implements AutoCloseable {
  private final Source source;
  private final Connection connection;

  private PostgresDatabase(Source source, Connection connection) {
    this.source = source;
    this.connection = connection;
  }

  /** Logged in, or refused with what to mend. */
  public sealed interface Login {
    record Open(PostgresDatabase database) implements Login {}

    record Refused(Problem problem) implements Login {}
  }

  /** One row to one value. */
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Logs in.
   *
   * @throws dev.tidemark.ingest.failure.IngestException if the server does not answer
   */
  public static Login open(Source source, Environment environment) {
    Properties properties = new Properties();
    try {
      properties.setProperty("user", source.user().reveal(environment));
      properties.setProperty("password", source.password().reveal(environment));
    } catch (IllegalArgumentException e) {
      return new Login.Refused(LoginRefusals.unresolved(source, e.getMessage()));
    }
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "30");
    properties.setProperty("ApplicationName", "tidemark ingest");
    try {
      Connection connection = new Driver().connect(url(source), properties);
      return new Login.Open(new PostgresDatabase(source, connection));
    } catch (SQLException e) {
      return Refusals.of(source, e, Redaction.of(source, environment))
          .<Login>map(Login.Refused::new)
          .orElseThrow(
              () ->
                  IngestErrors.sourceDoesNotAnswer(
                      source.name(), address(source), IngestErrors.reason(e), e));
    }
  }

  /**
   * All rows; parameters are texts, or numbers as Long.
   *
   * @throws dev.tidemark.ingest.failure.IngestException with the server's own exception as cause
   */
  <T> List<T> query(String sql, List<Object> parameters, Reader<T> reader) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, parameters.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<T> read = new ArrayList<>();
        while (rows.next()) {
          read.add(reader.read(rows));
        }
        return read;
      }
    } catch (SQLException e) {
      throw IngestErrors.databaseRefuses(source.name(), IngestErrors.reason(e), e);
    }
  }

  /** The only row of a query that always has one. */
  <T> T one(String sql, Reader<T> reader) {
    return query(sql, List.of(), reader).get(0);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw IngestErrors.databaseRefuses(source.name(), IngestErrors.reason(e), e);
    }
  }

  private static String url(Source source) {
    return "jdbc:postgresql://%s/%s".formatted(address(source), source.database().orElseThrow());
  }

  static String address(Source source) {
    return "%s:%s".formatted(source.host(), source.port());
  }
}
