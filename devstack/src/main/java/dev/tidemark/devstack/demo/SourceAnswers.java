package dev.tidemark.devstack.demo;

import dev.tidemark.devstack.settings.Account;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Asks MariaDB, which cannot be wrong about its own rows. */
record SourceAnswers(String url, Account account) {

  List<Sales> to(Question question) {
    try (Connection connection =
            DriverManager.getConnection(url, account.user(), account.password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question.sql())) {
      int names = question.who().size();
      List<Sales> rows = new ArrayList<>();
      while (row.next()) {
        List<String> who = new ArrayList<>();
        for (int column = 1; column <= names; column++) {
          who.add(row.getString(column));
        }
        rows.add(new Sales(who, row.getLong(names + 1), row.getBigDecimal(names + 2)));
      }
      return rows;
    } catch (SQLException e) {
      throw new DemoException(
          "MariaDB does not answer the question for the top %s: %s"
              .formatted(question.what(), e.getMessage()),
          e);
    }
  }
}
