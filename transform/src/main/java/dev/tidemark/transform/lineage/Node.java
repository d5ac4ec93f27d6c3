package dev.tidemark.transform.lineage;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * Something that holds rows, or answers with them.
 *
 * @param name of a source's table {@code source.database.table}, of the rest what conf calls it
 */
public record Node(Kind kind, String name) {
  public Node {
    requireNonNull(kind, "kind is null");
    requireNonNull(name, "name is null");
  }

  /** In the order in which the data meets them. */
  public enum Kind {
    TABLE,
    TOPIC,
    BRONZE,
    SILVER,
    GOLD,
    CLICKHOUSE,
    API;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
