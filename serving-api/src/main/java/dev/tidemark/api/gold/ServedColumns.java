package dev.tidemark.api.gold;

import dev.tidemark.api.ask.Filter;
import dev.tidemark.api.clickhouse.ColumnType;
import dev.tidemark.api.clickhouse.Table;
import dev.tidemark.api.problem.ProblemException;
import dev.tidemark.api.problem.ProblemKind;
import java.time.Duration;
import java.util.List;

/** Columns that conf names, looked up in the table. */
record ServedColumns(Table table, List<String> names) implements Filter.Columns {

  @Override
  public ColumnType of(String column) {
    return type(table, column);
  }

  static ColumnType type(Table table, String column) {
    return table
        .type(column)
        .orElseThrow(
            () ->
                new ProblemException(
                        ProblemKind.NOT_BUILT,
                        "Column '%s' is in conf, but ClickHouse's table '%s' does not have it yet; the stream publishes the model's new shape."
                            .formatted(column, table.name()))
                    .with("model", table.name())
                    .with("column", column)
                    .retryAfter(Duration.ofSeconds(5)));
  }
}
