package dev.tidemark.ingest.jdbc;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.ingest.failure.IngestException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;

/** A connection to a source's database: a question in, rows out, and failures as sentences. */
public final class SourceConnection implements AutoCloseable {
  private final Connection connection;
  private final Function<SQLException, IngestException> refusal;

  /**
   * @param refusal what a person is told when a question fails
   */
  public SourceConnection(Connection connection, Function<SQLException, IngestException> refusal) {
    this.connection = connection;
    this.refusal = refusal;
  }

  /** One row to one value. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * User and password, as JDBC's drivers are told them.
   *
   * @throws IllegalArgumentException if a reference in conf leads nowhere
   */
  public static Properties credentials(DatabaseSource source, Environment environment) {
    Properties properties = new Properties();
    properties.setProperty("user", source.user().reveal(environment));
    properties.setProperty("password", source.password().reveal(environment));
    return properties;
  }

  /** Host and port. */
  public static String address(DatabaseSource source) {
    return "%s:%s".formatted(source.host(), source.port());
  }

  /**
   * All rows.
   *
   * @param parameters texts, or numbers as Long
   * @throws IngestException with the server's own exception as cause
   */
  public <T> List<T> query(String sql, List<?> parameters, Reader<T> reader) {
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
      throw refusal.apply(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw refusal.apply(e);
    }
  }
}
