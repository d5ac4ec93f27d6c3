package dev.tidemark.ingest.debezium;

import dev.tidemark.contract.conf.Platform;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.contract.name.Topics;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The settings of a source's connector. Secrets stand in them as references that the worker
 * resolves; {@code settings:} in conf wins over everything here.
 *
 * @param settings by key; complete, so that what Connect has can be compared with it
 * @param problems what cannot be passed on, with the line in conf
 */
public record ConnectorSettings(Map<String, String> settings, List<Problem> problems) {
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
          Map.entry("exactly.once.support", "required"),
          Map.entry("snapshot.mode", "initial"),
          Map.entry("tombstones.on.delete", "false"),
          // else a TRUNCATE is dropped in silence; so it is told in quarantine
          Map.entry("skipped.operations", "none"),
          // topics are made for it; the usual 1 MB stops the task at the first large row
          Map.entry(
              "producer.override.max.request.size", String.valueOf(SourceTopics.LARGEST_RECORD)),
          Map.entry(
              "producer.override.buffer.memory", String.valueOf(2 * SourceTopics.LARGEST_RECORD)),
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

  public ConnectorSettings {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    problems = List.copyOf(problems);
  }

  public static ConnectorSettings of(Source source, Platform platform) {
    Map<String, String> settings = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    settings.put("name", source.name());
    database(source, settings, problems);
    tables(source, settings, problems);
    topics(source, platform, settings);
    settings.putAll(
        switch (source.kind()) {
          case MARIADB, MYSQL -> BinlogSettings.of(source, platform);
          case POSTGRES -> PostgresSettings.of(source);
        });
    settings.putAll(TYPES);
    settings.putAll(DELIVERY);
    converters(source, platform, settings);
    source
        .settings()
        .forEach(
            (key, value) ->
                settings.put(key, checked(source, "/settings/" + key, key, value, problems)));
    return new ConnectorSettings(settings, problems);
  }

  private static void database(
      Source source, Map<String, String> settings, List<Problem> problems) {
    settings.put("database.hostname", source.host());
    settings.put("database.port", String.valueOf(source.port()));
    settings.put("database.user", translated(source, "/user", source.user().reference(), problems));
    settings.put(
        "database.password",
        translated(source, "/password", source.password().reference(), problems));
  }

  private static void tables(Source source, Map<String, String> settings, List<Problem> problems) {
    for (int i = 0; i < source.tables().size(); i++) {
      if (!TABLE.matcher(source.tables().get(i)).matches()) {
        problems.add(
            source
                .at()
                .problem(
                    "/tables/" + i,
                    "table '%s' cannot name a topic".formatted(source.tables().get(i)),
                    "rename it at the source: letters, digits, underscores and hyphens"));
      }
    }
    settings.put(
        "table.include.list",
        source.tables().stream()
            .map(table -> table.replace(".", "\\."))
            .collect(Collectors.joining(",")));
  }

  private static void topics(Source source, Platform platform, Map<String, String> settings) {
    String servers = platform.bootstrapServers();
    settings.put("topic.prefix", source.name());
    settings.put("signal.enabled.channels", "kafka");
    settings.put("signal.kafka.bootstrap.servers", servers);
    settings.put("signal.kafka.topic", Topics.signals(source.name()));
    settings.put("signal.kafka.groupId", Topics.signals(source.name()));
    settings.put("signal.poll.interval.ms", "1000");
    settings.put("notification.enabled.channels", "sink,log");
    settings.put("notification.sink.topic.name", Topics.notifications(source.name()));
  }

  private static void converters(Source source, Platform platform, Map<String, String> settings) {
    for (String side : List.of("key", "value")) {
      String converter = side + ".converter";
      switch (source.format()) {
        case JSON -> {
          settings.put(converter, "org.apache.kafka.connect.json.JsonConverter");
          settings.put(converter + ".schemas.enable", "true");
          // with true, a NULL in a column that has a default arrives as the default
          settings.put(converter + ".replace.null.with.default", "false");
        }
        case AVRO -> {
          String registry = converter + ".apicurio.registry.";
          settings.put(converter, "io.apicurio.registry.utils.converter.AvroConverter");
          settings.put(registry + "url", registryApi(platform));
          settings.put(registry + "auto-register", "true");
          settings.put(registry + "find-latest", "true");
          settings.put(registry + "as-confluent", "true");
          settings.put(registry + "headers.enabled", "false");
          settings.put(registry + "use-id", "contentId");
        }
      }
    }
    if (source.format() == Source.Format.AVRO) {
      settings.put("schema.name.adjustment.mode", "avro");
      settings.put("field.name.adjustment.mode", "avro");
    }
  }

  private static String registryApi(Platform platform) {
    URI url =
        platform
            .registry()
            .orElseThrow(() -> new IllegalStateException("conf checks that Avro has a registry"));
    return url.toString().replaceAll("/+$", "") + "/apis/registry/v2";
  }

  private static String checked(
      Source source, String pointer, String key, String value, List<Problem> problems) {
    if (SecretKeys.holdsSecret(key, value) && !SecretKeys.refers(value)) {
      problems.add(
          source
              .at()
              .problem(
                  pointer,
                  "setting '%s' holds a secret that stands in the file".formatted(key),
                  "write a reference: ${env:NAME} or ${file:PATH}"));
      return "***";
    }
    return translated(source, pointer, value, problems);
  }

  private static String translated(
      Source source, String pointer, String text, List<Problem> problems) {
    try {
      return WorkerReferences.translated(text);
    } catch (IllegalArgumentException e) {
      problems.add(
          source
              .at()
              .problem(
                  pointer,
                  e.getMessage(),
                  "write ${env:NAME} and set the variable for the Connect workers too"));
      return "***";
    }
  }
}
