package dev.tidemark.transform.publish;

import java.time.Clock;
import java.util.List;

/**
 * {@code _tidemark_lineage}: what the API says of what is made of what. The edges of the greatest
 * version are those of now: they come in one INSERT, and those of a conf that has changed stay
 * behind.
 */
final class LineageTable {
  private static final List<String> COLUMNS =
      List.of("from_kind", "from_name", "to_kind", "to_name", "columns", "_version");

  private final ClickHouse clickHouse;
  private final Clock clock;

  LineageTable(ClickHouse clickHouse, Clock clock) {
    this.clickHouse = clickHouse;
    this.clock = clock;
  }

  void put(List<LineageRow> edges) {
    if (edges.isEmpty()) {
      return;
    }
    clickHouse.execute("CREATE DATABASE IF NOT EXISTS `%s`".formatted(clickHouse.database()));
    clickHouse.execute(
        "CREATE TABLE IF NOT EXISTS %s (from_kind LowCardinality(String), from_name String,"
                .formatted(name())
            + " to_kind LowCardinality(String), to_name String, columns String, _version UInt64) ENGINE = ReplacingMergeTree(_version) ORDER BY (from_kind, from_name, to_kind, to_name)");
    long version = clock.instant().toEpochMilli();
    RowBinary out = new RowBinary();
    for (LineageRow edge : edges) {
      out.text(edge.fromKind());
      out.text(edge.fromName());
      out.text(edge.toKind());
      out.text(edge.toName());
      out.text(edge.columns());
      out.uint64(version);
    }
    clickHouse.insert(name(), COLUMNS, out.bytes(), edges.size(), "lineage:" + version);
  }

  private String name() {
    return "`%s`.`_tidemark_lineage`".formatted(clickHouse.database());
  }
}
