package dev.tidemark.api.ask;

import dev.tidemark.api.clickhouse.ColumnType;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows whose column has one of the values.
 *
 * @param type of ClickHouse, for the placeholders
 */
public record Filter(String column, String type, List<String> values) {
  public Filter {
    values = List.copyOf(values);
  }

  /**
   * Filters for those of the columns that the client names, each value checked against the type.
   *
   * @param types of the columns that may be asked for
   */
  public static List<Filter> of(Parameters parameters, Columns types) {
    List<Filter> filters = new ArrayList<>();
    for (String column : types.names()) {
      List<String> given = parameters.all(column);
      if (!given.isEmpty()) {
        ColumnType type = types.of(column);
        filters.add(
            new Filter(
                column,
                FilterValue.placeholder(type),
                given.stream().map(text -> FilterValue.check(column, text, type)).toList()));
      }
    }
    return filters;
  }

  /** Columns that may be asked for by value. */
  public interface Columns {
    List<String> names();

    /** The column's type; throws a problem if the table does not have it. */
    ColumnType of(String column);
  }
}
