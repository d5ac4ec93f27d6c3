package dev.tidemark.ingest.debezium;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Platform;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.contract.name.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What only a connector of MariaDB or MySQL is told, which read a binlog. */
final class BinlogSettings {
  private static final Map<String, String> ALWAYS =
      Map.of(
          "bigint.unsigned.handling.mode", "precise",
          // an idle database closes the windows of an incremental snapshot only with keep-alives
          // too
          "connect.keep.alive.interval.ms", "1000",
          // with true, a table that is added later kills the task
          "schema.history.internal.store.only.captured.tables.ddl", "false",
          // DDL of tables that nobody follows must not stop the source; where a followed table's
          // DDL is passed over, its first row stops the task
          "schema.history.internal.skip.unparseable.ddl", "true");

  private BinlogSettings() {}

  static Map<String, String> of(DatabaseSource source, Platform platform) {
    Map<String, String> settings = new HashMap<>(ALWAYS);
    settings.put(
        "connector.class",
        source.kind() == Source.Kind.MARIADB
            ? "io.debezium.connector.mariadb.MariaDbConnector"
            : "io.debezium.connector.mysql.MySqlConnector");
    settings.put("database.server.id", String.valueOf(ServerId.of(source.name())));
    settings.put(
        "database.include.list",
        source.tables().stream()
            .map(table -> table.substring(0, table.indexOf('.')))
            .distinct()
            .collect(Collectors.joining(",")));
    settings.put("schema.history.internal.kafka.bootstrap.servers", platform.bootstrapServers());
    settings.put("schema.history.internal.kafka.topic", Topics.schemaHistory(source.name()));
    return settings;
  }
}
