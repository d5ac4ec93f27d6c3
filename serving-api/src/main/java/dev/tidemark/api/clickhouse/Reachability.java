package dev.tidemark.api.clickhouse;

/** Whether ClickHouse can be asked. */
public sealed interface Reachability {
  /** It answers. */
  record Up(String version) implements Reachability {}

  /** It does not answer, perhaps later. */
  record Down(String reason) implements Reachability {}

  /** It answers, and will not have us. */
  record Refused(String reason) implements Reachability {}
}
