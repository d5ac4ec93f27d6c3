package dev.tidemark.transform.publish;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** {@code _tidemark_datasets}: what the API says of freshness. */
final class FreshnessTable {
  private static final List<String> COLUMNS =
      List.of(
          "kind",
          "name",
          "valid_through",
          "last_event_at",
          "warn_seconds",
          "error_seconds",
          "updated_at",
          "_version");

  private final ClickHouse clickHouse;
  private final Clock clock;
  private boolean made;
  private long version;

  FreshnessTable(ClickHouse clickHouse, Clock clock) {
    this.clickHouse = clickHouse;
    this.clock = clock;
  }

  void put(List<FreshnessRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    make();
    Instant now = clock.instant();
    version = Math.max(version + 1, now.toEpochMilli());
    RowBinary out = new RowBinary();
    for (FreshnessRow row : rows) {
      out.text(row.kind().toString());
      out.text(row.name());
      millis(out, row.validThrough().orElse(null));
      millis(out, row.lastEventAt().orElse(null));
      out.uint32(row.warn().toSeconds());
      out.uint32(row.error().toSeconds());
      out.uint64(now.toEpochMilli());
      out.uint64(version);
    }
    clickHouse.insert(name(), COLUMNS, out.bytes(), rows.size(), "freshness:" + version);
  }

  private static void millis(RowBinary out, Instant instant) {
    out.uint8(instant == null ? 1 : 0);
    if (instant != null) {
      out.uint64(instant.toEpochMilli());
    }
  }

  private void make() {
    if (made) {
      return;
    }
    clickHouse.execute("CREATE DATABASE IF NOT EXISTS `%s`".formatted(clickHouse.database()));
    clickHouse.execute(
        "CREATE TABLE IF NOT EXISTS %s (kind LowCardinality(String), name String,".formatted(name())
            + " valid_through Nullable(DateTime64(3, 'UTC')), last_event_at Nullable(DateTime64(3, 'UTC')),"
            + " warn_seconds UInt32, error_seconds UInt32, updated_at DateTime64(3, 'UTC'), _version UInt64)"
            + " ENGINE = ReplacingMergeTree(_version) ORDER BY (kind, name)");
    made = true;
  }

  private String name() {
    return "`%s`.`_tidemark_datasets`".formatted(clickHouse.database());
  }
}
