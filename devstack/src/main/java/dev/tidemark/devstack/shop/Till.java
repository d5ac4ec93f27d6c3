package dev.tidemark.devstack.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes to the database, one transaction at a time; each statement is prepared once. */
final class Till implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Till(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
  }

  /** The number of rows that changed. */
  long write(List<RowChange> rows) throws SQLException {
    long changed = 0;
    try {
      for (RowChange row : rows) {
        PreparedStatement statement = prepared(row.sql());
        row.bind(statement);
        changed += statement.executeUpdate();
      }
      connection.commit();
      return changed;
    } catch (SQLException e) {
      try {
        connection.rollback();
      } catch (SQLException gone) {
        e.addSuppressed(gone); // with the connection: the database rolls back by itself
      }
      throw e;
    }
  }

  /** For many rows at once: those of one statement go together, so only inserts belong here. */
  void writeBatch(List<RowChange> rows) throws SQLException {
    Map<String, PreparedStatement> used = new HashMap<>();
    for (RowChange row : rows) {
      PreparedStatement statement = prepared(row.sql());
      row.bind(statement);
      statement.addBatch();
      used.put(row.sql(), statement);
    }
    for (PreparedStatement statement : used.values()) {
      statement.executeBatch();
    }
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }
}
