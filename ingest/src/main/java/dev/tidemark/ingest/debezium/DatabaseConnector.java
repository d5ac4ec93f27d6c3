package dev.tidemark.ingest.debezium;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Platform;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.contract.name.Topics;
import dev.tidemark.ingest.connector.ConnectorSettings;
import dev.tidemark.ingest.connector.Draft;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The settings of Debezium's connector of a database. */
public final class DatabaseConnector {
  private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  /** Rows as their types in silver need them: exact decimals, microseconds, bytes. */
  private static final Map<String, String> TYPES =
      Map.of(
          "decimal.handling.mode", "precise",
          "time.precision.mode", "adaptive_time_microseconds",
          "binary.handling.mode", "bytes");

  private static final Map<String, String> DELIVERY =
      Map.ofEntries(
          Map.entry("tasks.max", "1"),
          Map.entry("snapshot.mode", "initial"),
          Map.entry("tombstones.on.delete", "false"),
          // else a TRUNCATE is dropped in silence; so it is told in quarantine
          Map.entry("skipped.operations", "none"),
          // without a write at the source: GTIDs, or transaction ids in Postgres, bound the
          // windows of an incremental snapshot
          Map.entry("read.only", "true"),
          Map.entry("incremental.snapshot.chunk.size", "1024"),
          // an idle database closes these windows only with them
          Map.entry("heartbeat.interval.ms", "1000"),
          // a change waits this long for company before it is sent
          Map.entry("poll.interval.ms", "50"),
          Map.entry("errors.max.retries", "-1"),
          Map.entry("errors.retry.delay.max.ms", "10000"),
          Map.entry("errors.retry.timeout", "600000"),
          Map.entry("errors.tolerance", "none"),
          Map.entry("errors.log.enable", "true"),
          Map.entry("errors.log.include.messages", "false"));

  private DatabaseConnector() {}

  public static ConnectorSettings settings(DatabaseSource source, Platform platform) {
    Draft draft = new Draft(source);
    database(source, draft);
    tables(source, draft);
    topics(source, platform, draft);
    draft.putAll(
        source.kind() == Source.Kind.POSTGRES
            ? PostgresSettings.of(source)
            : BinlogSettings.of(source, platform));
    draft.putAll(TYPES);
    draft.putAll(DELIVERY);
    if (source.format() == Source.Format.AVRO) {
      draft.put("schema.name.adjustment.mode", "avro");
      draft.put("field.name.adjustment.mode", "avro");
    }
    return draft.finished(platform);
  }

  private static void database(DatabaseSource source, Draft draft) {
    draft.put("database.hostname", source.host());
    draft.put("database.port", String.valueOf(source.port()));
    draft.put("database.user", draft.translated("/user", source.user().reference()));
    draft.put("database.password", draft.translated("/password", source.password().reference()));
  }

  private static void tables(DatabaseSource source, Draft draft) {
    for (int i = 0; i < source.tables().size(); i++) {
      if (!TABLE.matcher(source.tables().get(i)).matches()) {
        draft.problem(
            source
                .at()
                .problem(
                    "/tables/" + i,
                    "table '%s' cannot name a topic".formatted(source.tables().get(i)),
                    "rename it at the source: letters, digits, underscores and hyphens"));
      }
    }
    draft.put(
        "table.include.list",
        source.tables().stream()
            .map(table -> table.replace(".", "\\."))
            .collect(Collectors.joining(",")));
  }

  private static void topics(DatabaseSource source, Platform platform, Draft draft) {
    String servers = platform.bootstrapServers();
    draft.put("topic.prefix", source.name());
    draft.put("signal.enabled.channels", "kafka");
    draft.put("signal.kafka.bootstrap.servers", servers);
    draft.put("signal.kafka.topic", Topics.signals(source.name()));
    draft.put("signal.kafka.groupId", Topics.signals(source.name()));
    draft.put("signal.poll.interval.ms", "1000");
    draft.put("notification.enabled.channels", "sink,log");
    draft.put("notification.sink.topic.name", Topics.notifications(source.name()));
  }
}
