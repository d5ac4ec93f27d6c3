package dev.tidemark.api.clickhouse;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * SQL with placeholders that the server fills, so that no value is ever part of the text.
 *
 * @param values by placeholder
 */
public record Statement(String sql, Map<String, String> values) {
  public Statement {
    requireNonNull(sql, "sql is null");
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public static Statement of(String sql) {
    return new Statement(sql, Map.of());
  }

  public static Builder builder() {
    return new Builder();
  }

  /** An identifier that stands in conf or in the table, in backticks. */
  public static String quote(String identifier) {
    return "`" + identifier.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }

  /** Grows a statement piece by piece. */
  public static final class Builder {
    private final StringBuilder sql = new StringBuilder();
    private final Map<String, String> values = new LinkedHashMap<>();

    private Builder() {}

    public Builder add(String text) {
      sql.append(text);
      return this;
    }

    /**
     * Adds a placeholder.
     *
     * @param type of ClickHouse
     */
    public Builder bind(String type, String value) {
      String name = "p" + values.size();
      values.put(name, value);
      sql.append('{').append(name).append(':').append(type).append('}');
      return this;
    }

    public Statement build() {
      return new Statement(sql.toString(), values);
    }
  }
}
