package dev.tidemark.contract.conf;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database server whose changes Debezium follows.
 *
 * @param database that its tables lie in, where one connection sees one database only; empty for
 *     other kinds
 * @param tables {@code database.table}, or {@code schema.table} inside {@code database}
 */
public record DatabaseSource(
    String name,
    Kind kind,
    String host,
    int port,
    Optional<String> database,
    Secret user,
    Secret password,
    List<String> tables,
    Format format,
    int partitions,
    Map<String, String> settings,
    Located at)
    implements Source {
  public DatabaseSource {
    tables = List.copyOf(tables);
  }
}
