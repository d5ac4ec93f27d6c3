package dev.tidemark.devstack.shop;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** One statement with its values, which may be null. */
record RowChange(String sql, List<Object> values) {
  static RowChange of(String sql, Object... values) {
    return new RowChange(sql, Collections.unmodifiableList(Arrays.asList(values)));
  }

  void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
  }
}
